import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts the fonts that pages carry, the map's script and the coasts of the world into the classes folder, from the npm packages pinned in {@code
 * package-lock.json}. Run by the build as a source file (it is Java because the launcher can be
 * relied on wherever the build runs), never shipped. Asks the registry only when the lock file
 * changed since the last {@code npm ci}.
 *
 * <p>Arguments: the module's folder, the folder to copy to.
 */
public final class WebAssets {
  /** Package below {@code @fontsource}, and of it the subsets and weights that pages use. */
  private record Family(String name, List<String> subsets, List<Integer> weights) {
    List<String> files() {
      List<String> files = new ArrayList<>();
      for (String subset : subsets) {
        for (int weight : weights) {
          files.add("%s/files/%1$s-%s-%d-normal.woff2".formatted(name, subset, weight));
        }
      }
      return files;
    }
  }

  private static final List<Family> FAMILIES =
      List.of(
          new Family("noto-sans", List.of("latin", "latin-ext", "greek", "cyrillic"), List.of(400, 600)),
          ofScript("arabic"),
          ofScript("armenian"),
          ofScript("bengali"),
          ofScript("devanagari"),
          ofScript("georgian"),
          ofScript("hebrew"),
          ofScript("khmer"),
          ofScript("myanmar"),
          ofScript("tamil"),
          ofScript("thai"),
          new Family("noto-serif", List.of("latin", "latin-ext"), List.of(600)),
          new Family("noto-sans-mono", List.of("latin"), List.of(400)));

  private static Family ofScript(String script) {
    return new Family("noto-sans-" + script, List.of(script), List.of(400, 600));
  }

  /** Of the map's script only what runs: no copies for development, no maps of the sources. */
  private static final List<String> MAP_FILES =
      List.of(
          "maplibre-gl/dist/maplibre-gl.mjs",
          "maplibre-gl/dist/maplibre-gl-worker.mjs",
          "maplibre-gl/dist/maplibre-gl.css",
          "pmtiles/dist/pmtiles.js",
          "world-atlas/land-110m.json",
          "world-atlas/land-10m.json");

  private WebAssets() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path module = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    Path fonts = module.resolve("node_modules/@fontsource");
    if (!installed(module)) {
      install(module);
    }
    Files.createDirectories(target);
    for (Family family : FAMILIES) {
      for (String file : family.files()) {
        Path source = fonts.resolve(file);
        if (!Files.isRegularFile(source)) {
          fail(
              "Font file '"
                  + module.relativize(source)
                  + "' is missing after 'npm ci': delete app/node_modules and build again.");
        }
        copy(source, target.resolve(source.getFileName()));
      }
      Path licence = fonts.resolve(family.name()).resolve("LICENSE");
      copy(licence, target.resolve(family.name() + "-LICENSE.txt"));
    }
    copyMap(module, target.resolve("../../web/assets").normalize());
  }

  private static void copyMap(Path module, Path target) throws IOException {
    Path packages = module.resolve("node_modules");
    Files.createDirectories(target);
    for (String file : MAP_FILES) {
      Path source = packages.resolve(file);
      if (!Files.isRegularFile(source)) {
        fail(
            "File '"
                + module.relativize(source)
                + "' is missing after 'npm ci': delete app/node_modules and build again.");
      }
      copy(source, target.resolve(source.getFileName()));
    }
    copy(
        packages.resolve("maplibre-gl/LICENSE.txt"), target.resolve("maplibre-gl-LICENSE.txt"));
    copy(packages.resolve("world-atlas/LICENSE"), target.resolve("world-atlas-LICENSE.txt"));
    // The package of pmtiles has no file of its licence: it lies among our assets.
    copy(packages.resolve("fflate/LICENSE"), target.resolve("fflate-LICENSE.txt"));
  }

  /** Whether node_modules was made from the lock file as it is now. */
  private static boolean installed(Path module) throws IOException {
    Path stamp = stamp(module);
    return Files.isRegularFile(stamp)
        && Arrays.equals(
            Files.readAllBytes(stamp), Files.readAllBytes(module.resolve("package-lock.json")));
  }

  private static void install(Path module) throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    List<String> command = new ArrayList<>(windows ? List.of("cmd", "/c", "npm") : List.of("npm"));
    command.addAll(
        List.of("ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(module.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.PIPE)
              .start();
    } catch (IOException e) {
      fail(
          "Building needs Node 20 or later with npm for the fonts of the pages, and 'npm' was not"
              + " found on the PATH: install Node and build again.");
      return;
    }
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      fail("'npm ci' failed in " + module + ", is the registry within reach? It said:\n" + said);
    }
    Files.copy(
        module.resolve("package-lock.json"),
        stamp(module),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path stamp(Path module) {
    return module.resolve("node_modules/.installed-package-lock.json");
  }

  private static void copy(Path source, Path target) throws IOException {
    if (!Files.isRegularFile(target) || Files.mismatch(source, target) != -1) {
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(1);
  }
}
