package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** KML and KMZ: what map programs draw, and what strangers hide in it. */
class KmlFormatTest {
  @TempDir Path folder;

  private Path file(String body) throws IOException {
    return Files.writeString(
        folder.resolve("places.kml"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<kml xmlns=\"http://www.opengis.net/kml/2.2\" xmlns:gx=\"http://www.google.com/kml/ext/2.2\">"
            + body
            + "</kml>");
  }

  private Described read(String body) throws IOException {
    return read(file(body));
  }

  private static Described read(Path file) throws IOException {
    DescriptionFormat format = DescriptionFormats.all().of(file);
    assertThat(format.name()).isEqualTo("kml");
    return Described.read(format, file);
  }

  private static String placemark(String members) {
    return "<Placemark id=\"p\">" + members + "</Placemark>";
  }

  private static String wkt(Described read) {
    return read.only().geometries().getFirst().geometry().toText();
  }

  @Test
  void reads_names_descriptions_data_times_and_folders() throws IOException {
    Described read =
        read(
            "<Document><name>List</name><Folder><name>North</name>"
                + placemark(
                    "<name>Mill</name><description><![CDATA[<b>old</b> mill]]></description>"
                        + "<styleUrl>#red</styleUrl><LookAt><longitude>1</longitude><latitude>2</latitude></LookAt>"
                        + "<TimeSpan><begin>1850</begin></TimeSpan><gx:balloonVisibility>1</gx:balloonVisibility>"
                        + "<ExtendedData><Data name=\"name_ar\"><value>طاحونة</value></Data>"
                        + "<SchemaData schemaUrl=\"#s\"><SimpleData name=\"type\">mill</SimpleData><SimpleData name=\"wikidata\">Q1</SimpleData>"
                        + "<SimpleData name=\"storeys\">3</SimpleData></SchemaData></ExtendedData>"
                        + "<Point><coordinates>1,2,0</coordinates></Point>")
                + "</Folder></Document>");
    PlaceDescription place = read.only();

    assertThat(place.id()).isEqualTo("p");
    assertThat(place.names()).containsExactly(Name.of("Mill"), Name.of("طاحونة", "ar"));
    assertThat(place.descriptions()).containsExactly(Description.of("<b>old</b> mill"));
    assertThat(place.types()).containsExactly(PlaceType.of(Term.unknown("mill")));
    assertThat(place.links()).containsExactly(Link.of("wikidata", "Q1", Link.Match.CLOSE));
    assertThat(place.existences().getFirst().attribution().times())
        .containsExactly(TimeSpan.from(TimeBound.inYear(1850), TimeBound.OPEN));
    assertThat(wkt(read)).isEqualTo("POINT (1 2)");
    assertThat(place.extra())
        .containsExactlyInAnyOrder(
            Extra.text("kml", "styleUrl", "#red"),
            Extra.json("kml", "LookAt", "{\"longitude\":\"1\",\"latitude\":\"2\"}"),
            Extra.text("kml", "gx:balloonVisibility", "1"),
            Extra.text("kml", "storeys", "3"),
            Extra.text("kml", "Folder", "List / North"));
    assertThat(read.problems).isEmpty();
  }

  @Test
  void reads_every_kind_of_geometry_with_altitudes() throws IOException {
    assertThat(wkt(read(placemark("<LineString><coordinates>1,2 3,4</coordinates></LineString>"))))
        .isEqualTo("LINESTRING (1 2, 3 4)");
    assertThat(
            wkt(
                read(
                    placemark(
                        "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,0</coordinates></LinearRing></outerBoundaryIs>"
                            + "<innerBoundaryIs><LinearRing><coordinates>5,1 6,1 6,2 5,1</coordinates></LinearRing></innerBoundaryIs></Polygon>"))))
        .isEqualTo("POLYGON ((0 0, 9 0, 9 9, 0 0), (5 1, 6 1, 6 2, 5 1))");
    assertThat(
            wkt(
                read(
                    placemark(
                        "<MultiGeometry><Point><coordinates>1,2</coordinates></Point><Point><coordinates>3, 4</coordinates></Point></MultiGeometry>"))))
        .isEqualTo("MULTIPOINT ((1 2), (3 4))");
    assertThat(
            wkt(
                read(
                    placemark(
                        "<MultiGeometry><Point><coordinates>1,2</coordinates></Point><LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry>"))))
        .isEqualTo("GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))");
    assertThat(
            wkt(read(placemark("<LinearRing><coordinates>0,0 1,0 1,1</coordinates></LinearRing>"))))
        .startsWith("POLYGON");
    Described high =
        read(
            placemark(
                "<Point><altitudeMode>absolute</altitudeMode><coordinates>1,2,312.5</coordinates></Point>"));
    assertThat(high.only().geometries().getFirst().geometry().getCoordinate().getZ())
        .isEqualTo(312.5);
    assertThat(high.extras()).containsExactly("Point.altitudeMode=absolute");
  }

  @Test
  void keeps_tracks_and_models_as_they_are() throws IOException {
    Described read =
        read(
            placemark(
                "<gx:Track><when>2010-05-28</when><gx:coord>1 2 3</gx:coord></gx:Track>"
                    + "<Model><Location><longitude>1</longitude><latitude>2</latitude></Location></Model>"));

    assertThat(wkt(read)).isEqualTo("POINT (1 2)");
    assertThat(read.extras())
        .containsExactlyInAnyOrder(
            "gx:Track={\"when\":\"2010-05-28\",\"gx:coord\":\"1 2 3\"}",
            "Model={\"Location\":{\"longitude\":\"1\",\"latitude\":\"2\"}}");
  }

  @Test
  void brings_longitudes_within_bounds_and_keeps_what_was_written() throws IOException {
    Described read =
        read(placemark("<LineString><coordinates>179,0 181,0</coordinates></LineString>"));

    assertThat(wkt(read)).isEqualTo("MULTILINESTRING ((179 0, 180 0), (-180 0, -179 0))");
    assertThat(read.extras()).containsExactly("LineString={\"coordinates\":\"179,0 181,0\"}");
    assertThat(read.codes()).containsExactly(Code.SPLIT_AT_ANTIMERIDIAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<TimeStamp><when>1914-07-28</when></TimeStamp>|1914-07-28|",
        "<TimeStamp><when>1914-07-28T10:00:00Z</when></TimeStamp>|1914-07-28|1914-07-28T10:00:00Z",
        "<TimeStamp><when>-0044</when></TimeStamp>|-0044|"
      })
  void reads_time_stamps_as_during(String time, String date, String original) throws Exception {
    TimeSpan span =
        read(placemark(time)).only().existences().getFirst().attribution().times().getFirst();

    assertThat(span.reading()).isEqualTo(TimeSpan.Reading.DURING);
    assertThat(span.start()).isEqualTo(TimeBound.in(EdtfDate.parse(date)));
    assertThat(span.original()).isEqualTo(Optional.ofNullable(original));
  }

  @Test
  void keeps_times_that_are_reversed_or_none() throws IOException {
    Described read =
        read(
            placemark(
                "<TimeSpan><begin>1900</begin><end>1800</end></TimeSpan><TimeStamp><when>long ago</when></TimeStamp>"));

    assertThat(read.only().existences()).isEmpty();
    assertThat(read.extras())
        .containsExactly(
            "TimeSpan={\"begin\":\"1900\",\"end\":\"1800\"}", "TimeStamp={\"when\":\"long ago\"}");
    assertThat(read.codes())
        .containsExactly(Code.GEOMETRY_MISSING, Code.DATE_UNREADABLE, Code.DATE_UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Point><coordinates>465181,5080254</coordinates></Point>|COORDINATES_PROJECTED",
        "<Point><coordinates>12,-170</coordinates></Point>|COORDINATES_SWAPPED",
        "<Point><coordinates>12</coordinates></Point>|COORDINATE_NOT_A_NUMBER",
        "<Point><coordinates>NaN,1</coordinates></Point>|COORDINATE_NOT_A_NUMBER",
        "<Point><coordinates>1,2 3,4</coordinates></Point>|GEOMETRY_MALFORMED",
        "<LineString><coordinates>1,2</coordinates></LineString>|GEOMETRY_MALFORMED",
        "<LinearRing><coordinates>1,2 3,4</coordinates></LinearRing>|RING_TOO_SHORT"
      })
  void refuses_geometries_that_make_no_sense_and_goes_on(String geometry, Code code)
      throws IOException {
    Described read =
        read(
            "<Document>"
                + placemark(geometry)
                + "<Placemark><name>Good</name><Point><coordinates>1,2</coordinates></Point></Placemark></Document>");

    assertThat(read.places).extracting(PlaceDescription::id).containsExactly("Good");
    assertThat(read.codes()).containsExactly(code, Code.ID_FROM_NAME);
    assertThat(read.problems.getFirst().row()).hasValue(1);
  }

  @Test
  void joins_placemarks_of_one_id_and_says_what_shows_no_place() throws IOException {
    Described read =
        read(
            "<Document><NetworkLink><Link><href>http://x.invalid/y.kml</href></Link></NetworkLink>"
                + placemark("<name>A</name><Point><coordinates>1,2</coordinates></Point>")
                + placemark("<name>B</name><Point><coordinates>1,2</coordinates></Point>")
                + "</Document>");

    assertThat(read.only().names()).containsExactly(Name.of("A"), Name.of("B"));
    assertThat(read.told()).containsExactly("2 id place-repeated", "NetworkLink member-left-out");
  }

  @Test
  void refuses_a_document_type_whatever_it_declares() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "top secret");
    String xxe =
        "<?xml version=\"1.0\"?><!DOCTYPE kml [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Placemark><name>&x;</name></Placemark></kml>";
    StringBuilder laughs =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE kml [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    }
    laughs.append("]><kml><Placemark><name>&a29;</name></Placemark></kml>");
    for (String text : new String[] {xxe, laughs.toString()}) {
      Described read = read(Files.writeString(folder.resolve("hostile.kml"), text));

      assertThat(read.places).isEmpty();
      assertThat(read.codes()).containsExactly(Code.FILE_UNSAFE);
      assertThat(read.problems.getFirst().describe())
          .contains("declares a document type or entities")
          .doesNotContain("top secret");
    }
  }

  @Test
  void takes_no_place_of_a_file_that_breaks_off() throws IOException {
    Path file = file(placemark("<name>A</name>") + "<Placemark>");
    Described read = read(file);

    assertThat(read.places).isEmpty();
    assertThat(read.codes()).containsExactly(Code.XML_BROKEN);
    assertThat(read.problems.getFirst().message()).contains("line 2");
  }

  @Test
  void refuses_nesting_without_end_and_empty_files() throws IOException {
    assertThat(read("<Folder>".repeat(200) + "</Folder>".repeat(200)).codes())
        .containsExactly(Code.FILE_UNSAFE);
    assertThat(read("<Document/>").codes()).containsExactly(Code.NO_PLACES);
  }

  @Test
  void reads_an_archive_and_says_which_files_it_left_out() throws IOException {
    byte[] kml = Files.readAllBytes(file(placemark("<name>A</name>")));
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("images/a.png", new byte[10]);
    parts.put("other/b.kml", kml);
    parts.put("doc.kml", kml);
    Described read = read(zip(parts));

    assertThat(read.only().names()).containsExactly(Name.of("A"));
    assertThat(read.codes()).containsExactly(Code.GEOMETRY_MISSING, Code.FILE_LEFT_OUT);
  }

  @Test
  void refuses_an_archive_that_unpacks_without_end() throws IOException {
    byte[] bomb = new byte[20 << 20];
    byte[] start = "<kml><Placemark><description>".getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(bomb, (byte) ' ');
    System.arraycopy(start, 0, bomb, 0, start.length);
    Described read = read(zip(Map.of("doc.kml", bomb)));

    assertThat(read.places).isEmpty();
    assertThat(read.codes()).containsExactly(Code.FILE_UNSAFE);
    assertThat(read.problems.getFirst().message()).contains("200 times its size");
  }

  @Test
  void does_not_take_other_xml_for_kml() throws IOException {
    Path file = Files.writeString(folder.resolve("a.xml"), "<gpx><wpt/></gpx>");

    assertThatThrownBy(() -> DescriptionFormats.all().of(file))
        .isInstanceOf(PlaceFormatException.class);
    assertThatThrownBy(() -> Described.read(DescriptionFormats.all().named("kml"), file))
        .hasMessageContaining("first element is 'gpx'");
  }

  private Path zip(Map<String, byte[]> parts) throws IOException {
    Path file = folder.resolve("places.kmz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
      }
    }
    return file;
  }
}
