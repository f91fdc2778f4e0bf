import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Lists what Cairn ships of others: the libraries that Maven resolved, with the SHA-256 of the very
 * files, and the npm packages of {@code package-lock.json}, with its SHA-512. Licences are those of
 * {@code packaging/dependencies.allow}; a part that is not there is listed without one, and a test
 * refuses it. Says the same for the same input: no time, no path, no random number. Run by the
 * build as a source file, never shipped.
 *
 * <pre>
 * target/classes/META-INF/sbom/application.cdx.json   CycloneDX 1.6
 * target/classes/META-INF/licences/npm.txt            licence texts of the npm packages
 * target/cairn.cdx.json                               the first again
 * target/checksums.sha256                             of the libraries, for 'sha256sum -c' in lib/
 * target/THIRD-PARTY.md                               the page of licences
 * </pre>
 *
 * <p>Arguments: the module's folder, the version, the time of the release.
 */
public final class ShippedParts {
  /** group:artifact:type[:classifier]:version:scope:file, then perhaps the module's name. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "\\s+([^:\\s]+):([^:\\s]+):jar:(?:([^:\\s]+):)?([^:\\s]+):(?:compile|runtime):(.+?\\.jar)(?: --.*)?");

  private static final Pattern LOCKED =
      Pattern.compile(
          "^    \"node_modules/([^\"]+)\": \\{\\n(.*?)^    \\}", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LICENCE_FILE =
      Pattern.compile("(?i)(?:META-INF/(?:.*/)?)?(?:licen[cs]e|copying)[^/]*");
  private static final String RULE = "-".repeat(78);

  /**
   * @param digest in hex
   * @param text where its licence can be read
   */
  private record Part(
      String purl,
      String group,
      String name,
      String version,
      String algorithm,
      String digest,
      String file,
      String text) {}

  private record Allowed(String licence, String why) {}

  private ShippedParts() {}

  public static void main(String[] arguments) throws Exception {
    Path module = Path.of(arguments[0]);
    Path target = module.resolve("target");
    Map<String, Allowed> allowed = allowed(module.resolve("../packaging/dependencies.allow"));
    List<Part> libraries = libraries(target.resolve("shipped-libraries.txt"));
    List<Part> packages = new ArrayList<>();
    StringBuilder texts = new StringBuilder();
    packages(module, packages, texts);
    String bom = bom(libraries, packages, allowed, arguments[1], arguments[2]);
    write(target.resolve("classes/META-INF/sbom/application.cdx.json"), bom);
    write(target.resolve("cairn.cdx.json"), bom);
    write(target.resolve("classes/META-INF/licences/npm.txt"), texts.toString());
    StringBuilder sums = new StringBuilder();
    libraries.forEach(one -> sums.append(one.digest()).append("  ").append(one.file()).append('\n'));
    write(target.resolve("checksums.sha256"), sums.toString());
    write(target.resolve("THIRD-PARTY.md"), page(libraries, packages, allowed));
  }

  private static void write(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(file.getParent());
    if (!Files.isRegularFile(file) || !java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
      Files.write(file, bytes);
    }
  }

  private static Map<String, Allowed> allowed(Path file) throws IOException {
    Map<String, Allowed> allowed = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.split("\\|");
      if (!line.startsWith("#") && columns.length == 4) {
        allowed.put(columns[0].strip(), new Allowed(columns[1].strip(), columns[3].strip()));
      }
    }
    return allowed;
  }

  private static List<Part> libraries(Path list) throws Exception {
    Map<String, Part> parts = new TreeMap<>();
    for (String line : Files.readAllLines(list)) {
      Matcher library = LIBRARY.matcher(line.replaceAll("\u001b\\[[0-9;]*m", ""));
      if (library.matches()) {
        Path file = Path.of(library.group(5).strip());
        String purl =
            "pkg:maven/" + library.group(1) + "/" + library.group(2) + "@" + library.group(4)
                + (library.group(3) == null ? "" : "?classifier=" + library.group(3));
        parts.put(
            purl,
            new Part(
                purl,
                library.group(1),
                library.group(2),
                library.group(4),
                "SHA-256",
                digest(file),
                file.getFileName().toString(),
                licenceIn(file)));
      } else if (line.contains(":jar:")) {
        throw new IllegalStateException("Not understood in " + list + ": " + line);
      }
    }
    if (parts.isEmpty()) {
      throw new IllegalStateException(list + " names no library");
    }
    return List.copyOf(parts.values());
  }

  private static String digest(Path file) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
  }

  private static String licenceIn(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> LICENCE_FILE.matcher(name).matches())
          .sorted()
          .findFirst()
          .map(name -> "`" + name + "` in the jar")
          .orElse("");
    }
  }

  /** Of the lock file those that are not for tests only, by their names. */
  private static void packages(Path module, List<Part> parts, StringBuilder texts)
      throws IOException {
    String lock = Files.readString(module.resolve("package-lock.json"));
    Matcher locked = LOCKED.matcher(lock);
    Map<String, Part> sorted = new TreeMap<>();
    while (locked.find()) {
      String members = locked.group(2);
      if (members.contains("      \"dev\": true")) {
        continue;
      }
      String path = locked.group(1);
      String name = path.substring(path.lastIndexOf("node_modules/") < 0 ? 0 : path.lastIndexOf("node_modules/") + 13);
      String version = member(members, "version", name);
      String integrity = member(members, "integrity", name);
      String purl = "pkg:npm/" + name.replace("@", "%40") + "@" + version;
      String digest =
          HexFormat.of()
              .formatHex(Base64.getDecoder().decode(integrity.substring("sha512-".length())));
      int slash = name.indexOf('/');
      Path licence = licenceOf(module.resolve("node_modules").resolve(path));
      if (licence != null) {
        texts.append(RULE).append('\n').append(name).append(' ').append(version).append('\n');
        texts.append(RULE).append("\n\n");
        texts.append(Files.readString(licence).replace("\r\n", "\n").strip()).append("\n\n");
      }
      sorted.put(
          purl,
          new Part(
              purl,
              slash < 0 ? "" : name.substring(0, slash),
              slash < 0 ? name : name.substring(slash + 1),
              version,
              "SHA-512",
              digest,
              "",
              licence == null ? "" : "`META-INF/licences/npm.txt` in cairn.jar"));
    }
    parts.addAll(sorted.values());
    if (parts.isEmpty()) {
      throw new IllegalStateException("package-lock.json names no package");
    }
  }

  private static Path licenceOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> LICENCE_FILE.matcher(file.getFileName().toString()).matches())
          .sorted()
          .findFirst()
          .orElse(null);
    }
  }

  private static String member(String members, String name, String of) {
    Matcher member =
        Pattern.compile("^      \"" + name + "\": \"([^\"]+)\"", Pattern.MULTILINE)
            .matcher(members);
    if (!member.find()) {
      throw new IllegalStateException("package-lock.json: '" + of + "' has no " + name);
    }
    return member.group(1);
  }

  // ---- CycloneDX

  private static String bom(
      List<Part> libraries,
      List<Part> packages,
      Map<String, Allowed> allowed,
      String version,
      String time) {
    StringBuilder components = new StringBuilder();
    for (Part part : Stream.concat(libraries.stream(), packages.stream()).toList()) {
      components.append(components.isEmpty() ? "" : ",\n").append(component(part, allowed));
    }
    String own = "pkg:maven/org.cairn/cairn-app@" + version;
    UUID serial =
        UUID.nameUUIDFromBytes((own + components).getBytes(StandardCharsets.UTF_8));
    return """
        {
          "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
          "bomFormat": "CycloneDX",
          "specVersion": "1.6",
          "serialNumber": "urn:uuid:%s",
          "version": 1,
          "metadata": {
            "timestamp": "%s",
            "component": {
              "type": "application",
              "bom-ref": "%s",
              "group": "org.cairn",
              "name": "cairn",
              "version": "%s",
              "purl": "%3$s",
              "licenses": [{"license": {"id": "Apache-2.0"}}]
            }
          },
          "components": [
        %5$s
          ],
          "compositions": [{"aggregate": "complete", "assemblies": ["%3$s"]}]
        }
        """
        .formatted(serial, time, own, version, components);
  }

  private static String component(Part part, Map<String, Allowed> allowed) {
    String licence = allowed.containsKey(part.purl()) ? allowed.get(part.purl()).licence() : "";
    StringBuilder json = new StringBuilder("    {\"type\": \"library\"");
    field(json, "bom-ref", part.purl());
    if (!part.group().isEmpty()) {
      field(json, "group", part.group());
    }
    field(json, "name", part.name());
    field(json, "version", part.version());
    json.append(",\n     \"hashes\": [{\"alg\": \"").append(part.algorithm());
    json.append("\", \"content\": \"").append(part.digest()).append("\"}]");
    if (!licence.isEmpty()) {
      boolean one = licence.matches("[A-Za-z0-9.+-]+");
      json.append(",\n     \"licenses\": [");
      json.append(
          !one
              ? "{\"expression\": \"" + licence + "\"}"
              : licence.startsWith("LicenseRef-")
                  ? "{\"license\": {\"name\": \"" + licence + "\"}}"
                  : "{\"license\": {\"id\": \"" + licence + "\"}}");
      json.append("]");
    }
    field(json, "purl", part.purl());
    return json.append("}").toString();
  }

  private static void field(StringBuilder json, String name, String value) {
    json.append(",\n     \"").append(name).append("\": \"").append(value.replace("\"", "")).append('"');
  }

  // ---- the page

  private static String page(
      List<Part> libraries, List<Part> packages, Map<String, Allowed> allowed) {
    Map<String, Integer> counts = new TreeMap<>();
    StringBuilder rows = new StringBuilder();
    rows.append(
        """

        ## Libraries, in `lib/` beside `cairn.jar`

        """);
    table(rows, libraries, allowed, counts);
    rows.append(
        """

        ## npm packages: fonts, map and coasts, in `cairn.jar`

        """);
    table(rows, packages, allowed, counts);
    StringBuilder page =
        new StringBuilder(
            """
            # Third-party parts

            What Cairn ships of others, written by the build from the very files: `app/target/THIRD-PARTY.md` is this page,
            and a test holds the two equal. The same list for programs is `META-INF/sbom/application.cdx.json` in `cairn.jar`
            (CycloneDX 1.6). Which licences may come in, and who looked at each part when, is in
            [packaging/dependencies.allow](packaging/dependencies.allow). Cairn itself is under [Apache-2.0](LICENSE).

            Where a part is under one licence OR another, Cairn uses it under the one that `dependencies.allow` permits.
            Nothing here is under the GPL, the AGPL or another licence that would reach over to what it is combined with;
            `jakarta.annotation-api` is used under the EPL-2.0, not under the GPL that it offers beside it.

            | licence | parts |
            | --- | --- |
            """);
    counts.forEach(
        (licence, count) ->
            page.append("| ").append(licence).append(" | ").append(count).append(" |\n"));
    return page.append(rows).toString();
  }

  private static void table(
      StringBuilder rows, List<Part> parts, Map<String, Allowed> allowed, Map<String, Integer> counts) {
    rows.append("| part | version | licence | what for | its text |\n| --- | --- | --- | --- | --- |\n");
    for (Part part : parts) {
      Allowed entry = allowed.getOrDefault(part.purl(), new Allowed("not looked at", ""));
      counts.merge(entry.licence(), 1, Integer::sum);
      String separator = part.purl().startsWith("pkg:npm") ? "/" : ":";
      rows.append(
          String.format(
              Locale.ROOT,
              "| %s%s | %s | %s | %s | %s |%n",
              part.group().isEmpty() ? "" : part.group() + separator,
              part.name(),
              part.version(),
              entry.licence(),
              entry.why(),
              part.text().isEmpty() ? elsewhere(entry.licence()) : part.text())
              .replace("\r\n", "\n"));
    }
  }

  /** Of parts that bring no text along. */
  private static String elsewhere(String licence) {
    List<String> links = new ArrayList<>();
    for (String one : licence.split(" (?:OR|AND|WITH) ")) {
      links.add(
          one.equals("Apache-2.0")
              ? "[LICENSE](LICENSE)"
              : one.startsWith("LicenseRef-EPSG")
                  ? "[EPSG terms](https://epsg.org/terms-of-use.html)"
                  : "[" + one + "](https://spdx.org/licenses/" + one + ".html)");
    }
    return String.join(", ", links);
  }
}
