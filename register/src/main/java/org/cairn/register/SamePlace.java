package org.cairn.register;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Whether two descriptions under one id may be of one place. Lists number their rows from 1, so the
 * same id from two of them often is two places; taking the second for a newer statement of the
 * first would put one out of sight. Stateless.
 */
public final class SamePlace {
  private static final double NEAR_METRES = 1_000;
  private static final double METRES_PER_DEGREE = 111_195;

  /** Shorter words (of, al, 12) are in the names of many places. */
  private static final int SHORTEST_WORD = 3;

  private SamePlace() {}

  /**
   * True where they lie within a kilometre, or share a word of a name, however spelled, that is not
   * of their id; also where one of them says too little to tell: no geometry and no name, or no
   * geometry and a name that the id was made from.
   */
  public static boolean may(PlaceDescription one, PlaceDescription other) {
    boolean named = !one.names().isEmpty() && !other.names().isEmpty();
    boolean placed = !one.geometries().isEmpty() && !other.geometries().isEmpty();
    if (!named && !placed) {
      return true;
    }
    if (placed && near(one, other)) {
      return true;
    }
    Set<String> shared = words(one);
    shared.retainAll(words(other));
    if (placed) {
      shared.removeAll(words(one.id()));
    }
    return !shared.isEmpty();
  }

  private static Set<String> words(PlaceDescription place) {
    Set<String> words = new HashSet<>();
    place.names().forEach(name -> words.addAll(words(name.text())));
    return words;
  }

  private static Set<String> words(String name) {
    FoldedName folded = FoldedName.of(name);
    Set<String> words = new HashSet<>();
    words.add(folded.words());
    for (String word : folded.sound().split(" ")) {
      if (word.length() >= SHORTEST_WORD) {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean near(PlaceDescription one, PlaceDescription other) {
    for (PlaceGeometry a : one.geometries()) {
      for (PlaceGeometry b : other.geometries()) {
        if (metresBetween(a.geometry(), b.geometry()) <= NEAR_METRES) {
          return true;
        }
      }
    }
    return false;
  }

  /** Between their boxes, which cannot be farther apart than they are; good to a percent. */
  private static double metresBetween(Geometry a, Geometry b) {
    Envelope box = a.getEnvelopeInternal();
    double eastWest = Math.max(0.01, Math.cos(Math.toRadians(box.centre().getY())));
    double degrees = Double.POSITIVE_INFINITY;
    for (int turn : List.of(-360, 0, 360)) {
      Envelope turned = new Envelope(b.getEnvelopeInternal());
      turned.translate(turn, 0);
      degrees = Math.min(degrees, narrowed(box, eastWest).distance(narrowed(turned, eastWest)));
    }
    return degrees * METRES_PER_DEGREE;
  }

  private static Envelope narrowed(Envelope box, double eastWest) {
    return new Envelope(
        box.getMinX() * eastWest, box.getMaxX() * eastWest, box.getMinY(), box.getMaxY());
  }
}
