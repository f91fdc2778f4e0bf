package org.cairn.exchange.internal.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.heritage.place.PlaceDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A file in which each GeoJSON feature is one place. */
public final class FeatureFile {
  private static final int ENDS_BYTES = 1 << 16;

  /** Of a collection; they say nothing of any place. */
  private static final Set<String> USUAL_MEMBERS =
      Set.of("type", "@context", "name", "bbox", "crs", "@id", "id", "features");

  private FeatureFile() {}

  /**
   * Hands on each place. An id met twice in one file is refused the second time: which of the two
   * is meant, its owner has to say.
   *
   * @param reader empty where it refused the feature itself
   */
  public static void read(
      Path file,
      Problems problems,
      DescriptionSink sink,
      Function<ObjectNode, Optional<PlaceDescription>> reader)
      throws IOException {
    if (isInAnotherSystem(file, problems)) {
      return;
    }
    Map<String, Integer> rows = new HashMap<>();
    JsonSource.readFeatures(
        file,
        problems,
        new JsonSource.Handler() {
          @Override
          public void element(ObjectNode feature) {
            Optional<PlaceDescription> place = reader.apply(feature);
            if (place.isEmpty()) {
              return;
            }
            int row = problems.row();
            Integer first = rows.putIfAbsent(place.get().id(), row);
            if (first != null) {
              problems.refuse(
                  Code.ID_DUPLICATE,
                  "@id",
                  place.get().id(),
                  "Feature " + first + " has the same identifier.",
                  "one feature for each place",
                  "Put what both say into one feature, or give them different identifiers.");
              return;
            }
            sink.place(place.get(), row);
          }

          @Override
          public void collection(ObjectNode members) {
            checkCollection(members, problems);
          }
        });
    problems.finish();
  }

  /**
   * Whether the file names another coordinate system than WGS 84, before or after its features; if
   * so it is refused as a whole, before a place of it is handed on.
   */
  public static boolean isInAnotherSystem(Path file, Problems problems) throws IOException {
    if (!mentionsSystem(file)) {
      return false;
    }
    String[] foreign = {""};
    JsonSource.readFeatures(
        file,
        Problems.silent(file.toString()),
        new JsonSource.Handler() {
          @Override
          public void element(ObjectNode feature) {}

          @Override
          public void collection(ObjectNode members) {
            String crs = members.path("crs").path("properties").path("name").asString("");
            String key = CleanText.key(crs).toUpperCase(Locale.ROOT);
            if (!crs.isEmpty() && !key.matches(".*(CRS84H?|EPSG0?4326|WGS84)")) {
              foreign[0] = crs;
            }
          }
        });
    if (foreign[0].isEmpty()) {
      return false;
    }
    problems.at(0);
    problems.refuse(
        Code.CRS_NOT_WGS84,
        "crs",
        foreign[0],
        "The file names another coordinate system than WGS 84; none of its geometries can be"
            + " trusted.",
        "no crs member, or urn:ogc:def:crs:OGC:1.3:CRS84",
        "Convert it first, for example with 'ogr2ogr -t_srs EPSG:4326 out.geojson in'.");
    return true;
  }

  /** Members of a collection stand before or after all of its features. */
  private static boolean mentionsSystem(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return mentionsSystem(channel, 0)
          || mentionsSystem(channel, Math.max(0, channel.size() - ENDS_BYTES));
    }
  }

  private static boolean mentionsSystem(SeekableByteChannel channel, long from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ENDS_BYTES);
    channel.position(from);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // Until the piece is full or the file ends.
    }
    String text = new String(bytes.array(), 0, bytes.position(), ISO_8859_1);
    return text.replace("\0", "").contains("\"crs\"");
  }

  /** Says what a collection has beside its features that is not kept. */
  public static void checkCollection(ObjectNode members, Problems problems) {
    problems.at(0);
    for (String name : members.propertyNames()) {
      JsonNode value = members.path(name);
      if (!USUAL_MEMBERS.contains(name) && !Json.isBlank(value)) {
        problems.note(
            Code.MEMBER_LEFT_OUT,
            name,
            Json.text(value),
            "A member of the collection itself belongs to no place and was left out.",
            "",
            "");
      }
    }
  }
}
