package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cairn.app.text.Language;
import org.cairn.watch.WatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The pages as text. They are written as XML too, so that a strict parser can check them. */
class HtmlReportTest {
  private static final Pattern STYLE_OR_SCRIPT =
      Pattern.compile("<(style|script)>.*?</\\1>", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void writes_one_page_per_language_and_nothing_else() throws Exception {
    assertThat(write(ReportFixture.full()))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("index.html", "index.fr.html", "index.ar.html");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void names_the_first_language_index() throws Exception {
    ReportContext arabicFirst =
        new ReportContext(
            "t", Instant.EPOCH, "1", List.of(Language.ARABIC, Language.ENGLISH), false);
    HtmlReport.write(ReportFixture.empty(), arabicFirst, folder);
    assertThat(parse("index.html").getDocumentElement().getAttribute("dir")).isEqualTo("rtl");
    assertThat(parse("index.en.html").getDocumentElement().getAttribute("lang")).isEqualTo("en");
  }

  @ParameterizedTest
  @EnumSource
  void is_well_formed_in_every_language_and_state(Language language) throws Exception {
    for (WatchResult result :
        List.of(
            ReportFixture.full(),
            ReportFixture.empty(),
            ReportFixture.withoutAlerts(),
            ReportFixture.unwatchedOnly(),
            ReportFixture.hostile())) {
      write(result);
      Element html = parse(ReportFixture.context().fileName(language)).getDocumentElement();
      assertThat(html.getAttribute("lang")).isEqualTo(language.tag());
      assertThat(html.getAttribute("dir")).isEqualTo(language.direction());
      List<String> ids = new ArrayList<>();
      List<Element> all = elements(html, "*");
      all.stream().map(e -> e.getAttribute("id")).filter(id -> !id.isEmpty()).forEach(ids::add);
      assertThat(ids).doesNotHaveDuplicates();
      for (Element element : all) {
        for (String reference : List.of("aria-labelledby", "for")) {
          if (element.hasAttribute(reference)) {
            assertThat(ids).contains(element.getAttribute(reference).split(" "));
          }
        }
        if (element.getAttribute("href").startsWith("#")) {
          assertThat(ids).contains(element.getAttribute("href").substring(1));
        }
      }
    }
  }

  @Test
  void loads_nothing() throws Exception {
    for (Path file : write(ReportFixture.full())) {
      String page = Files.readString(file);
      assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContain("//cdn");
      assertThat(page).doesNotContain("@import");
      assertThat(elements(parse(file), "meta"))
          .anyMatch(meta -> meta.getAttribute("content").startsWith("default-src 'none';"));
      for (Element image : elements(parse(file), "img")) {
        assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
      }
    }
  }

  @Test
  void says_date_and_sensor_of_every_picture() throws Exception {
    write(ReportFixture.full());
    List<Element> images = elements(parse("index.html"), "img");
    // Five in the list, and two for each alert but the one whose first picture is missing.
    assertThat(images).hasSize(5 + 9);
    assertThat(images)
        .allSatisfy(image ->
            assertThat(image.getAttribute("alt"))
                .containsPattern("\\d{1,2} \\w+ 202[56]")
                .containsPattern("Sentinel-2[AB]"));
    assertThat(elements(parse("index.html"), "figcaption"))
        .hasSize(9)
        .allSatisfy(caption ->
            assertThat(caption.getTextContent()).containsPattern("202[56]\\s+Sentinel-2[AB]"));
  }

  @Test
  void ranks_the_list_and_gives_every_alert_its_section_in_that_order() throws Exception {
    write(ReportFixture.full());
    Document page = parse("index.html");
    List<String> listed =
        elements(page, "a").stream()
            .filter(link -> link.getAttribute("class").equals("entry"))
            .map(link -> link.getAttribute("href").substring(1))
            .toList();
    List<String> sections =
        elements(page, "article").stream().map(article -> article.getAttribute("id")).toList();
    assertThat(listed)
        .containsExactly("alert-1", "alert-2", "alert-3", "alert-4", "alert-5")
        .isEqualTo(sections);
    assertThat(elements(page, "article").getFirst().getTextContent())
        .contains("Upper Well Shrine")
        .contains("مزار البئر العليا")
        .contains("Something changed here between 3 and 11 May 2026, unlike its surroundings.")
        .contains("About 380\u00a0m²: less vegetation, toward bare ground, brighter.")
        .contains(
            "Of 412 windows of the same shape around it, 87 of which do not overlap, none reached"
                + " what this place reached.")
        .contains("by chance alone a place like this would be flagged about once in 10 years.")
        .contains("15 of the windows passed it: so much chance is accepted.")
        .contains("only the 87 that do not overlap count as separate witnesses")
        .contains("None in 87 means rarer than about one in 87, not impossible.")
        .contains("Chance alone would raise this about once in 140 years at this place.")
        .contains("720\u00a0m across")
        .contains("S2B_00XAA_20260503_0_L2A")
        .contains("lower by 0.34")
        .contains("1 acquisition could not be laid on the others and was left out.");
  }

  @Test
  void shows_the_reader_s_own_name_of_a_place_first() throws Exception {
    write(ReportFixture.full());
    assertThat(headings("index.html")).contains("Upper Well Shrine", "Bridge Caravanserai");
    assertThat(headings("index.fr.html")).contains("Le Puits-d’en-Haut", "خان الجسر");
    assertThat(headings("index.ar.html")).contains("مزار البئر العليا", "خان الجسر");
    assertThat(elements(parse("index.html"), "bdi"))
        .filteredOn(bdi -> bdi.getTextContent().equals("Άνω Πηγάδι"))
        .isNotEmpty()
        .allSatisfy(bdi -> assertThat(bdi.getAttribute("lang")).isEqualTo("el-Grek"))
        .allSatisfy(bdi -> assertThat(bdi.getAttribute("dir")).isEqualTo("auto"));
  }

  private List<String> headings(String file) throws Exception {
    return elements(parse(file), "h2").stream().map(h -> h.getTextContent().strip()).toList();
  }

  @Test
  void gives_silence_its_meaning() throws Exception {
    write(ReportFixture.full());
    String page = parse("index.html").getDocumentElement().getTextContent();
    assertThat(page)
        .contains("26 places were watched and raised no alert.")
        .contains("a change of 0.10 in")
        .contains("in 8 of 10 cases")
        .contains("Give the place its whole footprint, or use imagery with smaller pixels.")
        .contains("Found 5 clear looks before 10 January 2026, 8 are needed.")
        .contains("2 scenes were held back and used nowhere")
        .contains("The listed offset says -0.1, the pixels say 0")
        .contains("tiff-truncated")
        .contains("about 1.3")
        .contains("It does not say why something changed");
  }

  @Test
  void draws_every_watched_place_among_its_placebos_and_none_that_was_not() throws Exception {
    write(ReportFixture.full());
    for (String file : List.of("index.html", "index.fr.html", "index.ar.html")) {
      List<Element> svgs = elements(parse(file), "svg");
      List<Element> among =
          svgs.stream()
              .filter(
                  svg -> ((Element) svg.getParentNode()).getAttribute("class").equals("windows"))
              .toList();
      // Five alerts and 26 places without, one of which was recorded before there were any.
      assertThat(among).hasSize(5 + 25);
      assertThat(among)
          .allSatisfy(svg -> {
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getAttribute("aria-label")).contains("412").containsPattern("9[.,]8");
          });
      List<Element> sizes =
          elements(parse(file), "table").stream()
              .filter(table -> table.getAttribute("class").equals("sizes"))
              .toList();
      assertThat(sizes).hasSize(5 + 25);
      assertThat(sizes)
          .allSatisfy(table -> {
            assertThat(elements(table, "caption")).hasSize(1);
            assertThat(elements(table, "tr")).hasSize(4);
          });
    }
    assertThat(text())
        .contains("The place lies within what windows like it show.")
        .contains("not even 0.5")
        .contains("For want of room, windows over other watched places are among them.");
  }

  @Test
  void says_what_to_do_next_where_there_is_nothing_to_show() throws Exception {
    write(ReportFixture.empty());
    assertThat(text()).contains("No places were given.", "--places");
    write(ReportFixture.withoutAlerts());
    assertThat(text()).contains("No place changed unlike its surroundings, between 10 January");
    write(ReportFixture.unwatchedOnly());
    assertThat(text())
        .contains("None of the places could be watched.")
        .contains("Check that the catalogue covers these places and dates.");
  }

  private String text() throws Exception {
    return parse("index.html").getDocumentElement().getTextContent();
  }

  @Test
  void says_that_a_landscape_is_invented_only_where_it_is() throws Exception {
    write(ReportFixture.full());
    assertThat(text()).contains("Invented places, simulated images");
    HtmlReport.write(ReportFixture.full(), ReportFixture.context().withSimulated(false), folder);
    assertThat(text()).doesNotContainIgnoringCase("invented places");
  }

  @Test
  void writes_foreign_text_as_text() throws Exception {
    write(ReportFixture.hostile());
    String page = Files.readString(folder.resolve("index.html"));
    assertThat(page).doesNotContain("<script>document.title").doesNotContain("<img src=x");
    Document parsed = parse("index.html");
    assertThat(elements(parsed, "script")).isEmpty();
    assertThat(elements(parsed, "*"))
        .noneMatch(element -> element.hasAttribute("onclick") || element.hasAttribute("onerror"));
    assertThat(parsed.getDocumentElement().getTextContent())
        .contains("<script>document.title='taken'</script>");
  }

  @Test
  void carries_only_fonts_whose_characters_occur() throws Exception {
    write(ReportFixture.empty());
    String plain = Files.readString(folder.resolve("index.html"));
    write(ReportFixture.full());
    String full = Files.readString(folder.resolve("index.html"));
    assertThat(fontCount(plain)).isEqualTo(6);
    assertThat(fontCount(full)).isEqualTo(15);
  }

  private static long fontCount(String page) {
    return Pattern.compile("@font-face").matcher(page).results().count();
  }

  @Test
  void keeps_a_long_table_closed_and_complete() throws Exception {
    write(ReportFixture.large(3000));
    Document page = parse("index.html");
    Element places =
        elements(page, "details").stream()
            .filter(details -> details.getTextContent().contains("Watched, no alert: 3,000 places"))
            .findFirst()
            .orElseThrow();
    assertThat(places.hasAttribute("open")).isFalse();
    assertThat(
            elements(places, "li").stream()
                .filter(place -> place.getTextContent().contains("Place "))
                .count())
        .isEqualTo(3000);
    assertThat(Files.size(folder.resolve("index.html"))).isLessThan(20_000_000);
  }

  @Test
  void leaves_no_part_of_a_page_that_cannot_be_written() throws Exception {
    Files.createDirectory(folder.resolve("index.html"));
    assertThatThrownBy(() -> write(ReportFixture.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("index.html");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("index.html"));
    }
  }

  @Test
  void refuses_a_context_without_or_with_doubled_languages() {
    assertThatThrownBy(() -> new ReportContext("t", Instant.EPOCH, "1", List.of(), false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            new ReportContext(
                "t", Instant.EPOCH, "1", List.of(Language.FRENCH, Language.FRENCH), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FRENCH");
  }

  private List<Path> write(WatchResult result) throws IOException {
    return HtmlReport.write(result, ReportFixture.context(), folder);
  }

  private Document parse(String file) throws Exception {
    return parse(folder.resolve(file));
  }

  private static Document parse(Path file) throws Exception {
    String page = STYLE_OR_SCRIPT.matcher(Files.readString(file)).replaceAll("");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String tag) {
    return elements(page.getDocumentElement(), tag);
  }

  private static List<Element> elements(Element root, String tag) {
    NodeList nodes = root.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
