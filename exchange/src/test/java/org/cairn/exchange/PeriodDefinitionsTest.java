package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Periods that places name by URI, and the definitions of PeriodO that they mean. */
class PeriodDefinitionsTest {
  private static final String DEFINITIONS =
      """
      {"authorities":{"p0aaaaa":{"id":"p0aaaaa","type":"Authority","periods":{
        "p0aaaaabbbb":{"id":"p0aaaaabbbb","label":"Iron Age","type":"Period",
          "localizedLabels":{"eng-latn":["Iron Age","Late Iron Age"]},
          "start":{"label":"800 B.C.","in":{"year":"-0799"}},
          "stop":{"label":"about 550 B.C.","in":{"earliestYear":"-0559","latestYear":"-0549"}}},
        "p0aaaaacccc":{"id":"p0aaaaacccc","label":"Odd","start":{"in":{"year":"soon"}}}}}}}
      """;

  @TempDir Path folder;

  private Described places(String when) throws IOException {
    return Described.read(Lists.write(folder, "places.geojson", feature(when)));
  }

  private static String feature(String when) {
    return ("{\"@context\":\"linkedplaces\",\"type\":\"FeatureCollection\",\"features\":["
            + "{\"@id\":\"a\",\"type\":\"Feature\",\"properties\":{\"title\":\"Mill\"},"
            + "\"names\":[{\"toponym\":\"Mill\"}],\"when\":%s}]}")
        .formatted(when);
  }

  private static Period period(PlaceDescription place) {
    return place.existences().getFirst().attribution().times().getFirst().periods().getFirst();
  }

  @Test
  void keeps_the_uri_with_the_years_as_read() throws IOException {
    Described read =
        places(
            """
            {"periods":[{"name":"Iron Age","@id":"http://n2t.net/ark:/99152/p0aaaaabbbb",
             "start":{"label":"800 B.C.","in":{"year":"-0799"}},"stop":{"in":"-0549"}}]}\
            """
                .replace("\n", ""));

    Period period = period(read.only());
    assertThat(period.uri()).contains("http://n2t.net/ark:/99152/p0aaaaabbbb");
    assertThat(period.start()).contains(TimeBound.inYear(-799));
    assertThat(period.startLabel()).contains("800 B.C.");
    assertThat(period.stop()).contains(TimeBound.inYear(-549));
    assertThat(read.extras()).isEmpty();
    assertThat(PlaceCodec.decode(PlaceCodec.encode(read.only()))).isEqualTo(read.only());
  }

  @Test
  void keeps_years_that_are_none_and_says_so() throws IOException {
    Described read = places("{\"periods\":[{\"name\":\"x\",\"start\":{\"in\":\"soon\"}}]}");

    assertThat(period(read.only()).start()).isEmpty();
    assertThat(read.codes()).containsExactly(Code.DATE_UNREADABLE);
    assertThat(read.extras()).containsExactly("when.periods[0].start={\"in\":\"soon\"}");
  }

  @Test
  void completes_periods_from_their_definitions_and_tells_of_others() throws IOException {
    PeriodDefinitions definitions =
        PeriodDefinitions.read(Lists.write(folder, "periods.json", DEFINITIONS));
    Path file =
        Lists.write(
            folder,
            "places.geojson",
            feature(
                "{\"periods\":[{\"@id\":\"https://n2t.net/ark:/99152/p0aaaaabbbb\"},"
                    + "{\"name\":\"Bronze Age\",\"@id\":\"periodo:p0aaaaabbbb\"},"
                    + "{\"@id\":\"http://n2t.net/ark:/99152/p0zzzzzzzzz\"},{\"name\":\"mine\"}]}"));
    Described read = new Described();

    JsonFormats.find(file).orElseThrow().read(file, definitions.completing(file, read));

    assertThat(definitions.size()).isEqualTo(1);
    assertThat(definitions.problems())
        .extracting(RowProblem::code)
        .containsExactly(Code.VALUE_MALFORMED);
    Period completed = period(read.only());
    assertThat(completed.label()).contains("Iron Age");
    assertThat(completed.start()).contains(TimeBound.inYear(-799));
    assertThat(completed.stop().orElseThrow()).isInstanceOf(TimeBound.Between.class);
    assertThat(read.codes()).containsExactly(Code.PERIOD_DIFFERS, Code.PERIOD_UNKNOWN);
  }

  @Test
  void refuses_a_file_without_periods() throws IOException {
    Path file = Lists.write(folder, "other.json", "{}");

    assertThatThrownBy(() -> PeriodDefinitions.read(file))
        .isInstanceOf(PlaceFormatException.class)
        .hasMessageContaining("no periods");
  }

  @Test
  void reads_the_shared_definitions_in_both_forms() throws IOException {
    PeriodDefinitions early = PeriodDefinitions.read(Described.shared("periodo/initial-data.json"));
    PeriodDefinitions present = PeriodDefinitions.read(Described.shared("periodo/authority.json"));

    System.out.println("initial-data.json: " + early.size() + " periods, " + early.problems());
    assertThat(early.size() + early.problems().size()).isEqualTo(1791);
    assertThat(present.size()).isEqualTo(2);
    assertThat(present.find("http://n2t.net/ark:/99152/p03377fkhrv").orElseThrow().period().start())
        .contains(TimeBound.inYear(-799));
    assertThat(early.find("p0244q7v2hf").orElseThrow().period().stopLabel()).contains("509 B.C.");
  }
}
