package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sheet for people that comes back. */
class CsvWriterTest {
  private static final Attribution SAID =
      new Attribution(
          Optional.of("A. Author"),
          List.of(new Source(Optional.of("A Survey"), Optional.of("http://x/1"), Optional.empty())),
          Optional.of(Certainty.LESS_CERTAIN),
          List.of());

  @TempDir Path folder;

  private List<NotCarried> write(PlaceDescription... places) throws IOException {
    return DescriptionWriters.named("csv").write(List.of(places), folder.resolve("places.csv"));
  }

  private Described read() throws IOException {
    Path file = folder.resolve("places.csv");
    DescriptionFormat format = DescriptionFormats.all().of(file);
    assertThat(format.name()).isEqualTo("table");
    return Described.read(format, file);
  }

  private static Existence existed(TimeSpan span) {
    return new Existence(Optional.empty(), SAID.withTimes(List.of(span)));
  }

  @Test
  void writes_a_row_under_headings_that_the_table_reader_maps_back() throws IOException {
    PlaceDescription place =
        PlaceDescription.of(
            "p1",
            Name.of("Homs").withAttribution(SAID),
            Name.of("حمص", "ar").withAttribution(SAID),
            Name.of("Emesa").withRole(NameRole.VARIANT).withAttribution(SAID),
            PlaceType.of(Term.unknown("city")).withAttribution(SAID),
            PlaceType.of(Term.unknown("market")).withAttribution(SAID),
            PlaceGeometry.of(Samples.wkt("POINT Z (36.5 34.5 500)"), PlaceGeometry.Extent.UNKNOWN)
                .withAttribution(SAID),
            existed(TimeSpan.from(TimeBound.inYear(-320), TimeBound.UNKNOWN)),
            existed(TimeSpan.of(Edtf.of("1850~/.."))),
            Link.read("http://www.wikidata.org/entity/Q1", Link.Match.CLOSE).withAttribution(SAID),
            Relation.to(Relation.Type.PART_OF, "p0").withAttribution(SAID),
            new Description("Old; large", Optional.empty(), Optional.empty(), SAID),
            new Country("SY", SAID));

    assertThat(write(place)).isEmpty();
    assertThat(read().only()).isEqualTo(place.withExtra(read().only().extra()));
    assertThat(Files.readString(folder.resolve("places.csv")).lines())
        .containsExactly(
            "\uFEFFid,name,name_ar,variants,type,function,wkt,start,end,dates,period,certainty,author,source,source uri,country,links,part of,designation,description,image",
            "p1,Homs,حمص,Emesa,city; market,,POINT Z(36.5 34.5 500),-0320,,1850~/..,,less-certain,A. Author,A Survey,http://x/1,SY,http://www.wikidata.org/entity/Q1,p0,,Old; large,");
  }

  @Test
  void lists_what_has_no_room() throws IOException {
    List<NotCarried> lost =
        write(
            PlaceDescription.of(
                "p1",
                Name.of("A").withAttribution(Attribution.by("One")),
                Name.of("B", "ar").withAttribution(Attribution.by("Other")),
                PlaceType.of(Term.of("aat", "300008375", "town")),
                PlaceGeometry.of(Samples.wkt("POINT (1 2)"), PlaceGeometry.Extent.FOOTPRINT),
                PlaceGeometry.of(Samples.wkt("POINT (1 3)"), PlaceGeometry.Extent.FOOTPRINT)));

    assertThat(lost)
        .extracting(NotCarried::describe)
        .containsExactlyInAnyOrder(
            "p1, geometries 2: Its cell has one already.",
            "p1, names 1: without author. The format has no place for it.",
            "p1, names 2: without author. The format has no place for it.",
            "p1, types 1: without term. The format has no place for it.",
            "p1, geometries 1: without extent. The format has no place for it.");
  }

  @Test
  void gives_a_column_again_to_what_was_one_before() throws IOException {
    PlaceDescription place =
        PlaceDescription.of("p1", Name.of("A"))
            .withExtra(
                List.of(Extra.text("table", "storeys", "3"), Extra.text("table", "date", "x")));

    assertThat(write(place))
        .extracting(NotCarried::describe)
        .containsExactly(
            "p1: without extra. 1 of what a source said besides would not come back the same.");
    assertThat(read().extras()).containsExactly("storeys=3");
  }

  @Test
  void lets_no_spreadsheet_run_what_stands_in_a_cell() throws IOException {
    String[] names = {
      "=HYPERLINK(\"http://x.invalid\")",
      "+1+1",
      "-2+3",
      "@SUM(A1)",
      "'=1",
      "''-x",
      "'Ayn",
      "-5",
      "\uFF1D1"
    };
    PlaceDescription[] places = new PlaceDescription[names.length];
    for (int i = 0; i < names.length; i++) {
      places[i] = PlaceDescription.of("p" + i, Name.of(names[i]));
    }

    assertThat(write(places)).isEmpty();
    assertThat(read().places).containsExactly(places);
    assertThat(Files.readString(folder.resolve("places.csv")).lines().skip(1))
        .allMatch(line -> line.matches("p\\d,\"?('|-5).*"));
  }
}
