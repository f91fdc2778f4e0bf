package org.cairn.app.record;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What radar and a further layer add to the records of places and alerts, where there are any:
 * {@code radar} with the passes used and the orbits over the place, {@code further} with the layer
 * and its looks, {@code evidence} with what each kind of images and each layer saw.
 */
final class EvidenceRecord {
  private EvidenceRecord() {}

  static void put(ObjectNode coverage, Coverage.Further further) {
    coverage
        .putObject("further")
        .put("layer", further.layer())
        .put("looks", further.looks())
        .put("why", further.why());
  }

  static void put(ObjectNode coverage, Coverage.Radar radar) {
    ObjectNode node =
        coverage
            .putObject("radar")
            .put("passes", radar.passes())
            .put("why", radar.why())
            .put("alone", radar.alone());
    ArrayNode tracks = node.putArray("tracks");
    for (Coverage.Track track : radar.tracks()) {
      ObjectNode one =
          tracks
              .addObject()
              .put("orbit_state", track.orbitState())
              .put("relative_orbit", track.relativeOrbit())
              .put("history", track.history())
              .put("watched", track.watched())
              .put("why", track.why());
      ArrayNode polarisations = one.putArray("polarisations");
      track.polarisations().forEach(polarisations::add);
    }
  }

  static void put(ObjectNode alert, List<Alert.Evidence> evidence) {
    ArrayNode all = alert.putArray("evidence");
    for (Alert.Evidence one : evidence) {
      ObjectNode node =
          all.addObject()
              .put("kind", one.kind().code())
              .put("score", Double.toString(one.score()))
              .put("probability", Double.toString(one.probability()));
      one.layer().ifPresent(layer -> node.put("layer", layer));
      one.date().ifPresent(day -> node.put("date", day.toString()));
      one.lastUnchanged().ifPresent(day -> node.put("last_unchanged", day.toString()));
      one.firstSeen().ifPresent(day -> node.put("first_seen", day.toString()));
      ArrayNode channels = node.putArray("channels");
      for (Alert.RadarChange change : one.channels()) {
        channels
            .addObject()
            .put("orbit_state", change.orbitState())
            .put("relative_orbit", change.relativeOrbit())
            .put("polarisation", change.polarisation())
            .put("before_db", Double.toString(change.before()))
            .put("after_db", Double.toString(change.after()))
            .put("beyond_db", Double.toString(change.beyond()))
            .put("passes", change.passes())
            .put("from", change.from().toString())
            .put("until", change.until().toString());
      }
    }
  }

  /** What each kind of images saw, back from the record; empty where radar was not among them. */
  static List<Alert.Evidence> evidence(ObjectNode alert) {
    List<Alert.Evidence> all = new ArrayList<>();
    for (JsonNode node : alert.path("evidence").values()) {
      Optional<Alert.Kind> kind =
          Stream.of(Alert.Kind.values())
              .filter(one -> one.code().equals(node.path("kind").asString("")))
              .findFirst();
      if (kind.isPresent()) {
        all.add(evidence(kind.get(), node));
      }
    }
    return all;
  }

  private static Alert.Evidence evidence(Alert.Kind kind, JsonNode node) {
    List<Alert.RadarChange> channels = new ArrayList<>();
    for (JsonNode channel : node.path("channels").values()) {
      channels.add(
          new Alert.RadarChange(
              channel.path("orbit_state").asString(""),
              channel.path("relative_orbit").asInt(0),
              channel.path("polarisation").asString(""),
              number(channel, "before_db"),
              number(channel, "after_db"),
              number(channel, "beyond_db"),
              channel.path("passes").asInt(0),
              LocalDate.parse(channel.path("from").asString("")),
              LocalDate.parse(channel.path("until").asString(""))));
    }
    return new Alert.Evidence(
        kind,
        number(node, "score"),
        number(node, "probability"),
        day(node, "date"),
        day(node, "last_unchanged"),
        day(node, "first_seen"),
        channels,
        PlaceRecord.text(node, "layer"));
  }

  private static double number(JsonNode node, String name) {
    return RecordedAlert.decimal(node, name).orElse(Double.NaN);
  }

  private static Optional<LocalDate> day(JsonNode node, String name) {
    return PlaceRecord.text(node, name).map(LocalDate::parse);
  }
}
