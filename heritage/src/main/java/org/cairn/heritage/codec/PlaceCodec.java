package org.cairn.heritage.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link PlaceDescription} as JSON and back, complete: reading what was written gives an equal
 * description. I-JSON with integers only, numbers that matter are decimal texts, and texts are kept
 * code unit for code unit, so that RFC 8785 makes the same bytes of it every time.
 *
 * <pre>
 * {"place":ID, "sensitivity":{"level":"generalised","cellMetres":1000},
 *  "names":[{"text":…,"language":…,"author":…,"sources":[{"citation":…}],"times":[…]}],
 *  "geometries":[{"wkt":"POINT (0.5 1)","extent":"point"}], "extra":[…]}
 * </pre>
 *
 * Each {@link StatementKind} has a top-level member; kinds without statements have none. {@code
 * sensitivity} is left out where it is public without a reason. Whoever makes a record of it adds
 * {@code type}; other top-level members are passed over when reading.
 */
public final class PlaceCodec {
  /**
   * Top-level members that can give a place's location away, to be kept out of an open log: its
   * geometries, and what its source said besides, which mostly has the same coordinates once more.
   * Kinds of statement that are added may add to this.
   */
  public static final Set<String> PROTECTED_MEMBERS =
      Set.of(StatementKind.GEOMETRY.member(), "extra");

  private PlaceCodec() {}

  public static ObjectNode encode(PlaceDescription place) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("place", place.id());
    if (!place.sensitivity().equals(Sensitivity.PUBLIC)) {
      encode(place.sensitivity(), json.putObject("sensitivity"));
    }
    for (Statement statement : place.statements()) {
      ObjectNode one = json.withArrayProperty(statement.kind().member()).addObject();
      StatementCodec.encode(statement, one);
    }
    if (!place.extra().isEmpty()) {
      ArrayNode extra = json.putArray("extra");
      for (Extra each : place.extra()) {
        extra
            .addObject()
            .put("source", each.source())
            .put("field", each.field())
            .put("value", each.value())
            .put("form", each.form().code());
      }
    }
    return json;
  }

  /**
   * What {@link #encode} wrote. Members that are missing, protected ones for instance, are read as
   * "nothing is said".
   *
   * @throws MalformedRecordException where a member is none of the domain's
   */
  public static PlaceDescription decode(ObjectNode record) {
    return new Members(record, "").to(PlaceCodec::decode);
  }

  private static PlaceDescription decode(Members json) {
    List<Statement> statements = new ArrayList<>();
    for (StatementKind kind : StatementKind.values()) {
      statements.addAll(json.list(kind.member(), each -> StatementCodec.decode(kind, each)));
    }
    Optional<Sensitivity> sensitivity = json.findObject("sensitivity", PlaceCodec::sensitivity);
    return new PlaceDescription(
        json.text("place"),
        statements,
        sensitivity.orElse(Sensitivity.PUBLIC),
        json.list("extra", PlaceCodec::extra));
  }

  private static void encode(Sensitivity sensitivity, ObjectNode json) {
    json.put("level", sensitivity.level().code()).put("cellMetres", sensitivity.cellMetres());
    StatementCodec.put(json, "reason", sensitivity.reason());
  }

  private static Sensitivity sensitivity(Members json) {
    return new Sensitivity(
        json.code("level", Sensitivity.Level.values(), Sensitivity.Level::code),
        json.integer("cellMetres"),
        json.find("reason"));
  }

  private static Extra extra(Members json) {
    return new Extra(
        json.text("source"),
        json.text("field"),
        json.text("value"),
        json.code("form", Extra.Form.values(), Extra.Form::code));
  }
}
