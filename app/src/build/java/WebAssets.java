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
  private static final List<String> FILES =
      List.of(
          "noto-sans/files/noto-sans-latin-400-normal.woff2",
          "noto-sans/files/noto-sans-latin-600-normal.woff2",
          "noto-sans/files/noto-sans-latin-ext-400-normal.woff2",
          "noto-sans/files/noto-sans-latin-ext-600-normal.woff2",
          "noto-sans/files/noto-sans-greek-400-normal.woff2",
          "noto-sans/files/noto-sans-greek-600-normal.woff2",
          "noto-sans/files/noto-sans-cyrillic-400-normal.woff2",
          "noto-sans/files/noto-sans-cyrillic-600-normal.woff2",
          "noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2",
          "noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2",
          "noto-serif/files/noto-serif-latin-600-normal.woff2",
          "noto-serif/files/noto-serif-latin-ext-600-normal.woff2",
          "noto-sans-mono/files/noto-sans-mono-latin-400-normal.woff2");

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
    for (String file : FILES) {
      Path source = fonts.resolve(file);
      if (!Files.isRegularFile(source)) {
        fail(
            "Font file '"
                + module.relativize(source)
                + "' is missing after 'npm ci': delete app/node_modules and build again.");
      }
      copy(source, target.resolve(source.getFileName()));
    }
    copyMap(module, target.resolve("../../web/assets").normalize());
    for (String family : List.of("noto-sans", "noto-sans-arabic", "noto-serif", "noto-sans-mono")) {
      copy(fonts.resolve(family).resolve("LICENSE"), target.resolve(family + "-LICENSE.txt"));
    }
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
