package org.cairn.heritage.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PlaceCodecTest {
  private final JsonMapper mapper = new JsonMapper();

  @Test
  void writes_a_record_that_can_be_read_without_cairn() {
    TimeSpan span =
        TimeSpan.from(
            TimeBound.between(EdtfDate.ofYear(-330), EdtfDate.ofYear(-320)), TimeBound.OPEN);
    Attribution attribution =
        Attribution.by("Survey A")
            .withSources(List.of(Source.cited("Map of 1900")))
            .withCertainty(Certainty.LESS_CERTAIN)
            .withTimes(List.of(span));
    PlaceDescription place =
        PlaceDescription.of(
                "p1",
                Name.of("البئر", "ar").withAttribution(attribution),
                PlaceGeometry.of(
                    new GeometryFactory().createPoint(new Coordinate(0.0000001, -45)),
                    PlaceGeometry.Extent.POINT))
            .withSensitivity(Sensitivity.generalised(1000))
            .withExtra(List.of(Extra.text("list.csv", "Threat Probability ", "")));
    assertThat(PlaceCodec.encode(place).toString())
        .isEqualTo(
            """
            {"place":"p1","sensitivity":{"level":"generalised","cellMetres":1000},\
            "names":[{"text":"البئر","language":"ar","author":"Survey A",\
            "sources":[{"citation":"Map of 1900"}],"certainty":"less-certain",\
            "times":[{"reading":"from","start":"-0330/-0320","end":".."}]}],\
            "geometries":[{"wkt":"POINT (0.0000001 -45)","extent":"point"}],\
            "extra":[{"source":"list.csv","field":"Threat Probability ","value":"","form":"text"}]}\
            """);
  }

  @Test
  void reads_what_is_left_when_the_protected_members_are_gone() {
    ObjectNode record =
        PlaceCodec.encode(
            PlaceDescription.of(
                    "p1",
                    Name.of("Well"),
                    PlaceGeometry.of(
                        new GeometryFactory().createPoint(new Coordinate(1, 2)),
                        PlaceGeometry.Extent.POINT))
                .withExtra(List.of(Extra.text("list.csv", "lon", "1"))));
    record.remove(PlaceCodec.PROTECTED_MEMBERS);
    record.put("type", "place").put("time", "2026-01-01T00:00:00Z");
    assertThat(record.toString()).doesNotContain("POINT").doesNotContain("lon");
    assertThat(PlaceCodec.decode(record)).isEqualTo(PlaceDescription.of("p1", Name.of("Well")));
  }

  @Test
  void names_the_member_that_is_wrong() {
    assertRefused("{}", "place");
    assertRefused("{'place':'p','names':[{'text':'a'},{'text':7}]}", "names[1].text");
    assertRefused("{'place':'p','names':[{'text':'a'},{'text':' '}]}", "names[1]");
    assertRefused("{'place':'p','names':{}}", "names");
    assertRefused("{'place':'p','names':[{'text':'a','certainty':'sure'}]}", "names[0].certainty");
    assertRefused(
        "{'place':'p','names':[{'text':'a','times':[{'reading':'from','start':'1985-13'}]}]}",
        "names[0].times[0].start");
    assertRefused(
        "{'place':'p','names':[{'text':'a','times':[{'reading':'from','start':'2','end':'/'}]}]}",
        "names[0].times[0].start");
    assertRefused(
        "{'place':'p','geometries':[{'wkt':'POINT (1)','extent':'point'}]}", "geometries[0].wkt");
    assertRefused(
        "{'place':'p','sensitivity':{'level':'generalised','cellMetres':1.5}}",
        "sensitivity.cellMetres");
  }

  private void assertRefused(String json, String member) {
    ObjectNode record = (ObjectNode) mapper.readTree(json.replace('\'', '"'));
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> PlaceCodec.decode(record))
        .satisfies(refusal -> assertThat(refusal.member()).isEqualTo(member))
        .withMessageContaining("'" + member + "'");
  }
}
