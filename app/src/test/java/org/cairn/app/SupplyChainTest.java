package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.app.node.Software;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shipped of others is what somebody looked at, to the byte. */
class SupplyChainTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PACKAGING = ROOT.resolve("packaging");

  private record Entry(String licence, LocalDate looked, String why) {}

  private static JsonNode bom;
  private static final Map<String, Entry> ALLOWED = new LinkedHashMap<>();
  private static Set<String> permitted = Set.of();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        SupplyChainTest.class.getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
      assertThat(in)
          .as("the list of parts is made by the build: ./mvnw -pl app process-resources")
          .isNotNull();
      bom = JsonMapper.shared().readTree(in);
    }
    for (String line : Files.readAllLines(PACKAGING.resolve("dependencies.allow"))) {
      if (line.startsWith("# permitted:")) {
        permitted = Set.of(line.substring("# permitted:".length()).strip().split(" "));
      } else if (!line.startsWith("#") && !line.isBlank()) {
        String[] columns = line.split(" \\| ");
        assertThat(columns).as(line).hasSize(4).noneMatch(String::isBlank);
        Entry entry = new Entry(columns[1], LocalDate.parse(columns[2]), columns[3]);
        assertThat(ALLOWED.put(columns[0], entry)).as("once: " + line).isNull();
      }
    }
  }

  private static List<JsonNode> parts() {
    List<JsonNode> parts = new ArrayList<>();
    bom.path("components").forEach(parts::add);
    return parts;
  }

  private static String purl(JsonNode part) {
    return part.path("purl").asString();
  }

  @Test
  void nothing_is_shipped_that_nobody_looked_at_and_nothing_is_listed_that_is_not_shipped() {
    Set<String> shipped = new TreeSet<>();
    parts().forEach(part -> shipped.add(purl(part)));
    Set<String> missing = new TreeSet<>(shipped);
    missing.removeAll(ALLOWED.keySet());
    assertThat(missing)
        .as("look at these and write them into packaging/dependencies.allow (see its head)")
        .isEmpty();
    Set<String> unused = new TreeSet<>(ALLOWED.keySet());
    unused.removeAll(shipped);
    assertThat(unused).as("no longer shipped: take these lines out of it").isEmpty();
  }

  @Test
  void every_licence_is_one_that_may_come_in() {
    assertThat(permitted).contains("Apache-2.0").noneMatch(id -> id.contains("GPL"));
    ALLOWED.forEach((part, entry) ->
        assertThat(mayComeIn(entry.licence())).as("%s: %s", part, entry.licence()).isTrue());
    for (String refused :
        List.of("GPL-3.0-only", "AGPL-3.0-or-later OR SSPL-1.0", "MIT AND GPL-2.0-only")) {
      assertThat(mayComeIn(refused)).as(refused).isFalse();
    }
  }

  /** SPDX: AND binds closer than OR; none of ours has brackets. */
  private static boolean mayComeIn(String expression) {
    return Arrays.stream(expression.split(" OR "))
        .anyMatch(choice -> permitted.containsAll(List.of(choice.split(" AND "))));
  }

  @Test
  void every_library_is_the_very_file_that_was_looked_at() throws IOException {
    List<String> sums = new ArrayList<>();
    for (JsonNode part : parts()) {
      if (purl(part).startsWith("pkg:maven/")) {
        String digest = part.path("hashes").path(0).path("content").asString();
        sums.add(
            "%s  %s-%s.jar"
                .formatted(digest, part.path("name").asString(), part.path("version").asString()));
      }
    }
    assertThat(Files.readAllLines(PACKAGING.resolve("checksums.sha256")))
        .as("after a look: cp app/target/checksums.sha256 packaging/")
        .containsExactlyElementsOf(sums);
  }

  @Test
  void the_list_of_parts_is_in_form_and_has_nothing_of_its_making() {
    assertThat(bom.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bom.path("specVersion").asString()).isEqualTo("1.6");
    assertThat(bom.path("serialNumber").asString())
        .matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(bom.path("metadata").path("component").path("version").asString())
        .isEqualTo(Software.VERSION);
    Set<String> references = new TreeSet<>();
    for (JsonNode part : parts()) {
      assertThat(references.add(part.path("bom-ref").asString())).as(purl(part)).isTrue();
      assertThat(part.path("hashes").path(0).path("content").asString())
          .as(purl(part))
          .matches("[0-9a-f]{64}|[0-9a-f]{128}");
      assertThat(part.path("licenses").path(0).isObject()).as(purl(part)).isTrue();
    }
    assertThat(references)
        .anyMatch(one -> one.startsWith("pkg:npm/maplibre-gl@"))
        .anyMatch(one -> one.startsWith("pkg:maven/org.xerial/sqlite-jdbc@"))
        .noneMatch(one -> one.contains("axe-core") || one.contains("junit"));
    assertThat(bom.toString()).doesNotContain(ROOT.toString(), System.getProperty("user.home"));
  }

  @Test
  void the_page_of_licences_is_that_of_the_build() throws IOException {
    assertThat(ROOT.resolve("THIRD-PARTY.md"))
        .as("cp app/target/THIRD-PARTY.md .")
        .hasSameTextualContentAs(Path.of("target/THIRD-PARTY.md"));
  }
}
