package org.cairn.exchange.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.AlertsFormatException;
import org.cairn.exchange.internal.AlertJsonReader.Member;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What radar and a further layer add to alerts and places; members of a further layer are there
 * only where one was asked for:
 *
 * <pre>
 * "evidence": [{"kind": "radar", "score": 9.1, "probability": 0.002, "date": "2024-03-12", "last_unchanged": "2024-02-17",
 *   "first_seen": "2024-02-24", "channels": [{"orbit_state": "ascending", "relative_orbit": 88, "polarisation": "VV",
 *   "before_db": -8.1, "after_db": -14.0, "beyond_db": -5.7, "passes": 3, "from": "2024-02-24", "until": "2024-03-19"}]}]
 * "evidence": [{"kind": "optical", "layer": "red", …}]
 * "radar": {"passes": 26, "why": "", "alone": "", "tracks": [{"orbit_state": "ascending", "relative_orbit": 88,
 *   "polarisations": ["VV", "VH"], "history": 30, "watched": 13, "why": ""}]}
 * "further": {"layer": "red", "looks": 31, "why": ""}
 * </pre>
 */
final class EvidenceJson {
  private EvidenceJson() {}

  static void putEvidence(ObjectNode properties, Alert alert) {
    ArrayNode evidence = properties.putArray("evidence");
    for (Alert.Evidence one : alert.evidence()) {
      ObjectNode node = evidence.addObject().put("kind", one.kind().code());
      one.layer().ifPresent(layer -> node.put("layer", layer));
      node.put("score", AlertJson.finite("score", one.score(), alert.id()));
      node.put("probability", AlertJson.finite("probability", one.probability(), alert.id()));
      node.put("date", text(one.date()));
      node.put("last_unchanged", text(one.lastUnchanged()));
      node.put("first_seen", text(one.firstSeen()));
      ArrayNode channels = node.putArray("channels");
      for (Alert.RadarChange change : one.channels()) {
        channels
            .addObject()
            .put("orbit_state", change.orbitState())
            .put("relative_orbit", change.relativeOrbit())
            .put("polarisation", change.polarisation())
            .put("before_db", AlertJson.finite("before_db", change.before(), alert.id()))
            .put("after_db", AlertJson.finite("after_db", change.after(), alert.id()))
            .put("beyond_db", AlertJson.finite("beyond_db", change.beyond(), alert.id()))
            .put("passes", change.passes())
            .put("from", change.from().toString())
            .put("until", change.until().toString());
      }
    }
  }

  private static @org.jspecify.annotations.Nullable String text(Optional<LocalDate> date) {
    return date.map(LocalDate::toString).orElse(null);
  }

  static void putFurther(ObjectNode place, Coverage coverage) {
    coverage
        .further()
        .ifPresent(further ->
            place
                .putObject("further")
                .put("layer", further.layer())
                .put("looks", further.looks())
                .put("why", further.why()));
  }

  static void putRadar(ObjectNode place, Coverage coverage) {
    if (coverage.radar().isEmpty()) {
      place.putNull("radar");
      return;
    }
    Coverage.Radar radar = coverage.radar().get();
    ObjectNode node =
        place
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
              .put("relative_orbit", track.relativeOrbit());
      ArrayNode polarisations = one.putArray("polarisations");
      track.polarisations().forEach(polarisations::add);
      one.put("history", track.history()).put("watched", track.watched()).put("why", track.why());
    }
  }

  /** Of a file from before there was radar: empty. */
  static List<Alert.Evidence> evidence(Optional<Member> member) throws AlertsFormatException {
    List<Alert.Evidence> evidence = new ArrayList<>();
    for (Member one : member.isPresent() ? member.get().elements() : List.<Member>of()) {
      Optional<Member> layer = one.find("layer");
      List<Alert.RadarChange> channels = new ArrayList<>();
      for (Member change : one.get("channels").elements()) {
        channels.add(
            new Alert.RadarChange(
                change.get("orbit_state").text(),
                change.get("relative_orbit").count(),
                change.get("polarisation").text(),
                change.get("before_db").number(),
                change.get("after_db").number(),
                change.get("beyond_db").number(),
                change.get("passes").count(),
                change.get("from").date(),
                change.get("until").date()));
      }
      evidence.add(
          new Alert.Evidence(
              one.get("kind").oneOf(Alert.Kind.values(), Alert.Kind::code),
              one.get("score").number(),
              one.get("probability").number(),
              date(one.find("date")),
              date(one.find("last_unchanged")),
              date(one.find("first_seen")),
              channels,
              layer.isPresent() ? Optional.of(layer.get().text()) : Optional.empty()));
    }
    return evidence;
  }

  private static Optional<LocalDate> date(Optional<Member> member) throws AlertsFormatException {
    return member.isPresent() ? Optional.of(member.get().date()) : Optional.empty();
  }

  static Optional<Coverage.Further> further(Optional<Member> member) throws AlertsFormatException {
    return member.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Coverage.Further(
                member.get().get("layer").text(),
                member.get().get("looks").count(),
                member.get().get("why").text()));
  }

  static Optional<Coverage.Radar> radar(Optional<Member> member) throws AlertsFormatException {
    if (member.isEmpty()) {
      return Optional.empty();
    }
    List<Coverage.Track> tracks = new ArrayList<>();
    for (Member track : member.get().get("tracks").elements()) {
      List<String> polarisations = new ArrayList<>();
      for (Member one : track.get("polarisations").elements()) {
        polarisations.add(one.text());
      }
      tracks.add(
          new Coverage.Track(
              track.get("orbit_state").text(),
              track.get("relative_orbit").count(),
              polarisations,
              track.get("history").count(),
              track.get("watched").count(),
              track.get("why").text()));
    }
    return Optional.of(
        new Coverage.Radar(
            member.get().get("passes").count(),
            tracks,
            member.get().get("why").text(),
            member.get().get("alone").text()));
  }
}
