package org.cairn.app.web.assess;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.review.AlertRecords;
import org.cairn.heritage.place.DrawnExtent;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.ledger.RefusedException;
import org.cairn.register.WatchedPast;
import org.springframework.stereotype.Component;

/**
 * The pictures of a place that can be drawn on. Whoever may not know where the place lies gets
 * none: a picture with its ground tells it. Thread-safe.
 */
@Component
final class Grounds {
  /** Alerts that are looked through, the newest first; each costs an entry of the ledger. */
  private static final int MOST = 12;

  private final Registers registers;
  private final AlertRecords alerts;

  Grounds(Registers registers, AlertRecords alerts) {
    this.registers = registers;
    this.alerts = alerts;
  }

  static boolean maySee(Frame frame, PlaceDescription place) {
    return frame.viewer().may(Right.SEE_ALERTS)
        && (frame.viewer().may(Right.SEE_EXACT)
            || place.sensitivity().level() == Sensitivity.Level.PUBLIC);
  }

  /**
   * The picture that is named, where it is one of the place; else the newest.
   *
   * @param on as {@link #name} says it; empty for none
   */
  Optional<PictureGround> find(Frame frame, PlaceDescription place, String on)
      throws IOException, RefusedException {
    if (!maySee(frame, place)) {
      return Optional.empty();
    }
    List<WatchedPast.Raised> raised =
        registers.read(register -> register.watched(place.id())).alerts();
    Optional<PictureGround> newest = Optional.empty();
    for (WatchedPast.Raised each : raised.stream().limit(MOST).toList()) {
      if (newest.isPresent() && !on.startsWith(each.alert() + " ")) {
        continue;
      }
      Optional<PictureGround> ground = PictureGround.of(alerts.read(each.entry()));
      if (ground.isPresent() && alerts.holds(ground.get().picture())) {
        if (name(ground.get().alert(), ground.get().picture()).equals(on)) {
          return ground;
        }
        newest = newest.or(() -> ground);
      }
    }
    return newest;
  }

  /** The very picture that an extent was drawn on. */
  Optional<PictureGround> find(Frame frame, PlaceDescription place, DrawnExtent drawn)
      throws IOException, RefusedException {
    return find(frame, place, name(drawn.alert(), drawn.picture()))
        .filter(ground -> ground.picture().equals(drawn.picture()));
  }

  /** By which a form names a picture. */
  static String name(String alert, String picture) {
    return alert + " " + picture;
  }
}
