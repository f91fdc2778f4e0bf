package org.cairn.app.web.ogc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cairn.register.PlaceHit;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceRegister;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GDAL's driver for OGC API – Features, which QGIS's relatives use, against the node. */
class GdalTest {
  @TempDir static Path folder;

  private static OgcNode node;

  @BeforeAll
  static void serve() throws Exception {
    node = OgcNode.start(folder.resolve("ws"));
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static String run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "GDAL_HTTP_TIMEOUT", "20"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      assumeTrue(false, "No " + command[0] + " on this machine: install gdal-bin to try it");
      throw absent;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void ogrinfo_lists_every_collection_that_is_open_to_visitors() throws Exception {
    String said = run("ogrinfo", "OAPIF:" + node.ogc());
    assertThat(said).contains("places").contains("alerts");
    assertThat(said).doesNotContain("assessments").doesNotContain("cases");
  }

  @Test
  void ogr2ogr_reads_every_place_over_many_pages() throws Exception {
    Path out = folder.resolve("places.geojson");
    run(
        "ogr2ogr",
        "-f",
        "GeoJSON",
        "-oo",
        "PAGE_SIZE=7",
        out.toString(),
        "OAPIF:" + node.ogc(),
        "places");
    JsonNode read = JsonMapper.shared().readTree(Files.readString(out));
    List<String> ids = new ArrayList<>();
    read.path("features").forEach(each -> ids.add(each.path("properties").path("id").asString()));
    List<String> registered = new ArrayList<>();
    try (PlaceRegister register = PlaceRegister.open(node.served().workspace())) {
      for (PlaceHit hit : register.search(PlaceQuery.ALL)) {
        registered.add(hit.place());
      }
    }
    assertThat(ids).containsExactlyInAnyOrderElementsOf(registered);
  }

  @Test
  void a_project_for_qgis_is_well_formed_and_its_layers_open() throws Exception {
    Document project = project();
    NodeList sources = project.getElementsByTagName("datasource");
    assertThat(sources.getLength()).isEqualTo(2);
    for (int each = 0; each < sources.getLength(); each++) {
      String source = sources.item(each).getTextContent();
      String layer = part(source, "typename");
      assertThat(part(source, "url")).isEqualTo(node.ogc());
      assertThat(run("ogrinfo", "-so", "OAPIF:" + part(source, "url"), layer))
          .contains("Layer name: " + layer);
    }
  }

  private static Document project() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(node.get("/project.qgs").body())));
  }

  private static String part(String source, String name) {
    Matcher found = Pattern.compile("\\b" + name + "='([^']*)'").matcher(source);
    assertThat(found.find()).as(source).isTrue();
    return found.group(1);
  }
}
