package org.cairn.heritage.codec;

import static org.cairn.heritage.codec.StatementCodec.put;
import static org.cairn.heritage.codec.StatementCodec.putTerm;

import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Assessor;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Effect;
import org.cairn.heritage.place.ConditionAssessment.Recommendation;
import org.cairn.heritage.place.ConditionAssessment.Threat;
import org.cairn.heritage.place.DrawnExtent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Assessments of condition as JSON.
 *
 * <pre>
 * {"assessors":[{"name":…}],"state":{"vocabulary":"eamena","id":"condition-state/poor","label":"Poor"},
 *  "sourceState":{"vocabulary":"unosat","id":"3"},
 *  "disturbances":[{"category":TERM,"cause":TERM,"certainty":TERM,"effects":[{"effect":TERM}]}]}
 * </pre>
 */
final class ConditionCodec {
  private ConditionCodec() {}

  static void encode(ConditionAssessment condition, ObjectNode json) {
    if (!condition.assessors().isEmpty()) {
      ArrayNode assessors = json.putArray("assessors");
      for (Assessor each : condition.assessors()) {
        ObjectNode assessor = assessors.addObject().put("name", each.name());
        put(assessor, "organisation", each.organisation());
        putTerm(assessor, "role", each.role());
      }
    }
    putTerm(json, "activity", condition.activity());
    putTerm(json, "state", condition.state());
    putTerm(json, "sourceState", condition.sourceState());
    putTerm(json, "extent", condition.extent());
    if (!condition.disturbances().isEmpty()) {
      ArrayNode disturbances = json.putArray("disturbances");
      condition.disturbances().forEach(each -> encode(each, disturbances.addObject()));
    }
    if (!condition.threats().isEmpty()) {
      ArrayNode threats = json.putArray("threats");
      for (Threat each : condition.threats()) {
        ObjectNode threat = threats.addObject();
        putTerm(threat, "category", each.category());
        putTerm(threat, "cause", each.cause());
        putTerm(threat, "probability", each.probability());
        put(threat, "assessor", each.assessor());
      }
    }
    if (!condition.recommendations().isEmpty()) {
      ArrayNode recommendations = json.putArray("recommendations");
      for (Recommendation each : condition.recommendations()) {
        ObjectNode recommendation = recommendations.addObject();
        putTerm(recommendation, "activity", each.activity());
        putTerm(recommendation, "priority", each.priority());
        putTerm(recommendation, "intervention", each.intervention());
        put(recommendation, "text", each.text());
      }
    }
    put(json, "comment", condition.comment());
    condition
        .drawn()
        .ifPresent(drawn ->
            json.putObject("drawn")
                .put("wkt", Wkt.write(drawn.outline()))
                .put("picture", "sha256:" + drawn.picture())
                .put("alert", drawn.alert()));
  }

  private static DrawnExtent drawn(Members json) {
    return new DrawnExtent(
        Wkt.readPolygon(json, "wkt"),
        json.text("picture").replaceFirst("^sha256:", ""),
        json.text("alert"));
  }

  static ConditionAssessment decode(Members json, Attribution attribution) {
    return new ConditionAssessment(
        json.list(
            "assessors",
            each ->
                new Assessor(
                    each.text("name"),
                    each.find("organisation"),
                    each.findObject("role", StatementCodec::term))),
        json.findObject("activity", StatementCodec::term),
        json.findObject("state", StatementCodec::term),
        json.findObject("sourceState", StatementCodec::term),
        json.findObject("extent", StatementCodec::term),
        json.list("disturbances", ConditionCodec::disturbance),
        json.list(
            "threats",
            each ->
                new Threat(
                    each.findObject("category", StatementCodec::term),
                    each.findObject("cause", StatementCodec::term),
                    each.findObject("probability", StatementCodec::term),
                    each.find("assessor"))),
        json.list(
            "recommendations",
            each ->
                new Recommendation(
                    each.findObject("activity", StatementCodec::term),
                    each.findObject("priority", StatementCodec::term),
                    each.findObject("intervention", StatementCodec::term),
                    each.find("text"))),
        json.find("comment"),
        json.findObject("drawn", ConditionCodec::drawn),
        attribution);
  }

  private static void encode(Disturbance disturbance, ObjectNode json) {
    putTerm(json, "category", disturbance.category());
    putTerm(json, "cause", disturbance.cause());
    putTerm(json, "certainty", disturbance.certainty());
    if (!disturbance.effects().isEmpty()) {
      ArrayNode effects = json.putArray("effects");
      for (Effect each : disturbance.effects()) {
        ObjectNode effect = effects.addObject();
        putTerm(effect, "effect", each.effect());
        putTerm(effect, "certainty", each.certainty());
      }
    }
    putTerm(json, "dateForm", disturbance.dateForm());
    if (!disturbance.times().isEmpty()) {
      ArrayNode times = json.putArray("times");
      disturbance.times().forEach(each -> TimeCodec.encode(each, times.addObject()));
    }
    put(json, "assessor", disturbance.assessor());
  }

  private static Disturbance disturbance(Members json) {
    return new Disturbance(
        json.findObject("category", StatementCodec::term),
        json.findObject("cause", StatementCodec::term),
        json.findObject("certainty", StatementCodec::term),
        json.list(
            "effects",
            each ->
                new Effect(
                    each.findObject("effect", StatementCodec::term),
                    each.findObject("certainty", StatementCodec::term))),
        json.findObject("dateForm", StatementCodec::term),
        json.list("times", TimeCodec::decode),
        json.find("assessor"));
  }
}
