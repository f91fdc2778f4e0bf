package org.cairn.simulation.internal;

import java.util.ArrayList;
import java.util.List;
import org.cairn.simulation.SimulatedEvent;

/** What an event leaves on the pixels of a part of the scene. Immutable. */
final class Scar {
  private static final double FIRE_FADES_DAYS = 120;

  /** Earth is moved for so many days until all of it is moved. */
  private static final double LEVELLING_DAYS = 12;

  private final SimulatedEvent event;
  private final int[] pixels;

  /** Share of each pixel that is covered. */
  private final float[] covered;

  /** Per pixel, brightness of what is left. */
  private final float[] texture;

  private Scar(SimulatedEvent event, int[] pixels, float[] covered, float[] texture) {
    this.event = event;
    this.pixels = pixels;
    this.covered = covered;
    this.texture = texture;
  }

  static List<Scar> of(Plan plan, int left, int top, int cols, int rows) {
    List<Scar> scars = new ArrayList<>();
    for (SimulatedEvent event : plan.events()) {
      List<Integer> pixels = new ArrayList<>();
      List<Float> covered = new ArrayList<>();
      List<Float> texture = new ArrayList<>();
      long seed = Noise.hash(77, event.day().toEpochDay(), event.placeId().hashCode());
      event
          .outline()
          .forEachPixel(
              left,
              top,
              cols,
              rows,
              (pixel, part) -> {
                int col = left + pixel % cols;
                int row = top + pixel / cols;
                double chance = Noise.uniform(seed, col, row);
                boolean untouched = event.kind() == SimulatedEvent.Kind.PITS && chance > 0.55;
                pixels.add(pixel);
                covered.add(untouched ? 0.15f * part : part);
                texture.add((float) (1 + roughness(event.kind()) * (chance - 0.5)));
              });
      if (!pixels.isEmpty()) {
        scars.add(
            new Scar(
                event,
                pixels.stream().mapToInt(Integer::intValue).toArray(),
                floats(covered),
                floats(texture)));
      }
    }
    return List.copyOf(scars);
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  private static double roughness(SimulatedEvent.Kind kind) {
    return switch (kind) {
      case DEMOLITION -> 0.4;
      case PITS -> 0.5;
      case LEVELLING, FIRE -> 0.2;
      case NEW_BUILDING, ROAD -> 0.06;
    };
  }

  private static Spectrum look(SimulatedEvent.Kind kind) {
    return switch (kind) {
      case DEMOLITION -> Spectrum.RUBBLE;
      case LEVELLING, PITS -> Spectrum.BARE_EARTH;
      case NEW_BUILDING -> Spectrum.GREY_ROOF;
      case ROAD -> Spectrum.ROAD;
      case FIRE -> Spectrum.ASH;
    };
  }

  /** Share of the covered ground that is changed so many days after the event began, 0 to 1. */
  static double progress(SimulatedEvent.Kind kind, double daysSince) {
    if (daysSince < 0) {
      return 0;
    }
    return switch (kind) {
      case LEVELLING -> Math.min(1, 0.4 + 0.6 * daysSince / LEVELLING_DAYS);
      case FIRE -> StrictMath.exp(-daysSince / FIRE_FADES_DAYS);
      case DEMOLITION, PITS, NEW_BUILDING, ROAD -> 1;
    };
  }

  /**
   * Changes an image.
   *
   * @param day days since 1970-01-01
   * @param brightness of the ground, about 1
   * @param values reflectances, changed in place
   */
  void apply(long day, int band, float[] brightness, float[] values) {
    double progress = event.strength() * progress(event.kind(), day - event.day().toEpochDay());
    if (progress <= 0) {
      return;
    }
    float look = look(event.kind()).at(band);
    for (int k = 0; k < pixels.length; k++) {
      int i = pixels[k];
      float share = (float) progress * covered[k];
      values[i] += share * (look * texture[k] * (0.6f + 0.4f * brightness[i]) - values[i]);
    }
  }
}
