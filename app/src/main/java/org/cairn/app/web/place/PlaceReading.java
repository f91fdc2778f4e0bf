package org.cairn.app.web.place;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.Sight;
import org.cairn.app.web.review.JudgedAlerts;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceVersion;
import org.cairn.register.WatchedPast;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a page of a place needs. Thread-safe. */
@Component
final class PlaceReading {
  /** Alerts whose pictures are shown; each costs one entry of the ledger to read. */
  private static final int MOST_PICTURED = 6;

  /** Alerts whose judgements are told, the newest of them. */
  private static final int MOST_JUDGED = 40;

  private final Registers registers;
  private final Entries entries;
  private final JudgedAlerts judged;

  PlaceReading(Registers registers, Entries entries, JudgedAlerts judged) {
    this.registers = registers;
    this.entries = entries;
    this.judged = judged;
  }

  /**
   * @param segment of the address, see {@link PlacePath}
   * @throws NotFoundException where there is no such place
   */
  OpenPlace open(String segment, Sight sight) throws IOException, RefusedException {
    String id = PlacePath.parse(segment);
    Optional<PlaceVersion> found = registers.read(register -> register.find(id));
    return OpenPlace.of(found.orElseThrow(NotFoundException::new), sight);
  }

  /** The place without what the watch found, for the head of a page. */
  PlaceView named(String segment, Frame frame) throws IOException, RefusedException {
    Sight sight = Sight.of(frame.viewer());
    return new PlaceView(frame, sight, open(segment, sight), Optional.empty(), List.of());
  }

  PlaceView view(String segment, Frame frame) throws IOException, RefusedException {
    Sight sight = Sight.of(frame.viewer());
    OpenPlace open = open(segment, sight);
    if (!sight.watch()) {
      return new PlaceView(frame, sight, open, Optional.empty(), List.of());
    }
    String id = open.whole().place().id();
    WatchedPast past = registers.read(register -> register.watched(id));
    Optional<ObjectNode> coverage = Optional.empty();
    if (!past.spans().isEmpty()) {
      coverage = Optional.of(entries.record(past.spans().getFirst().entry()));
    }
    Texts texts = frame.texts(PlaceView.class);
    return new PlaceView(
        frame,
        sight,
        open,
        Optional.of(
            new WatchView(
                past,
                coverage,
                open.located() ? strip(past, texts) : List.of(),
                open.located(),
                texts)),
        judged.of(
            frame,
            past.alerts().stream()
                .map(WatchedPast.Raised::alert)
                .distinct()
                .limit(MOST_JUDGED)
                .toList()));
  }

  private List<WatchView.Shot> strip(WatchedPast past, Texts texts)
      throws IOException, RefusedException {
    List<WatchView.Shot> shots = new ArrayList<>();
    for (WatchedPast.Raised alert : past.alerts().stream().limit(MOST_PICTURED).toList()) {
      for (JsonNode chip : entries.record(alert.entry()).path("chips")) {
        String blob = chip.path("blob").asString("").replace("sha256:", "");
        String role = chip.path("role").asString("");
        shots.add(
            new WatchView.Shot(
                blob,
                entries.holds(blob),
                texts.text("place.shot." + (role.equals("before") ? "before" : "after")),
                texts.shortDate(LocalDate.parse(chip.path("date").asString(""))),
                Texts.clean(chip.path("sensor").asString("")),
                alert.alert(),
                alert.entry()));
      }
    }
    return shots;
  }
}
