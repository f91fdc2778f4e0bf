package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.record.CanonicalJson;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Descriptions of places as records of the ledger. Two forms are read, the second is written:
 *
 * <pre>
 * {"type":"place","place":ID,"names":[{"text":…,"language":…,"source":TEXT}],"geometry":WKT}
 * {"type":"place","form":"statements", members of {@link PlaceCodec}}
 * </pre>
 *
 * Stateless.
 */
public final class PlaceRecords {
  /** The member {@code type} of both forms. */
  public static final String TYPE = "place";

  private static final String FORM = "form";
  private static final String STATEMENTS = "statements";

  /** Room for two more protected members before their number would tell anything. */
  static final int DIGESTS = PlaceCodec.PROTECTED_MEMBERS.size() + 2;

  private PlaceRecords() {}

  /** With what can give its location away kept out of the log. */
  public static Draft draft(PlaceDescription place) {
    return draft(PlaceCodec.encode(place));
  }

  /** The same of what {@link PlaceCodec} made of it, which becomes the record. */
  static Draft draft(ObjectNode encoded) {
    return new Draft(
        encoded.put("type", TYPE).put(FORM, STATEMENTS), PlaceCodec.PROTECTED_MEMBERS, DIGESTS);
  }

  /**
   * What a record of type {@code place} says, as far as it is revealed.
   *
   * @throws MalformedRecordException where a member is none of the domain's
   * @throws IllegalArgumentException the same, of the first form
   */
  public static PlaceDescription decode(ObjectNode record) {
    return record.path(FORM).asString("").equals(STATEMENTS)
        ? PlaceCodec.decode(record)
        : decodeFirstForm(record);
  }

  private static PlaceDescription decodeFirstForm(ObjectNode record) {
    List<Statement> statements = new ArrayList<>();
    for (JsonNode name : record.path("names").values()) {
      statements.add(name(name));
    }
    String wkt = record.path("geometry").asString("");
    if (!wkt.isEmpty()) {
      try {
        statements.add(PlaceGeometry.of(new WKTReader().read(wkt), PlaceGeometry.Extent.UNKNOWN));
      } catch (ParseException e) {
        // What cannot be read may be a protected location: it stays out of the message.
        throw new IllegalArgumentException(
            "expected well-known text in member 'geometry', found one that cannot be read", e);
      }
    }
    return PlaceDescription.of(
        record.path("place").asString(""), statements.toArray(Statement[]::new));
  }

  private static Name name(JsonNode json) {
    Name name = Name.of(json.path("text").asString(""));
    String language = json.path("language").asString("");
    // That form took any text for a language.
    if (language.matches("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")) {
      name = name.withLanguage(language);
    }
    String source = json.path("source").asString("");
    return source.isBlank()
        ? name
        : name.withAttribution(name.attribution().withSources(List.of(Source.cited(source))));
  }

  /** What is said, canonical, the same for both forms. */
  static String text(PlaceDescription place) {
    return text(PlaceCodec.encode(place));
  }

  /** The same of what {@link PlaceCodec} made of it. */
  static String text(ObjectNode encoded) {
    return new String(CanonicalJson.canonicalize(encoded), UTF_8);
  }

  static String sha256(String text) {
    return Hash.of(Sha256.of(text.getBytes(UTF_8))).hex();
  }

  /** Of {@link #text}; empty where it is none. */
  static Optional<PlaceDescription> parse(String text) {
    try {
      return JsonMapper.shared().readTree(text) instanceof ObjectNode json
          ? Optional.of(PlaceCodec.decode(json))
          : Optional.empty();
    } catch (JacksonException | MalformedRecordException edited) {
      return Optional.empty();
    }
  }
}
