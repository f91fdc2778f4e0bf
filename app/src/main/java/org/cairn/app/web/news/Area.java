package org.cairn.app.web.news;

import java.util.Collections;
import java.util.List;
import org.locationtech.jts.geom.Geometry;

/** Which places a subscription is about. Immutable. */
sealed interface Area {
  /** All of the node. */
  record Whole() implements Area {}

  /**
   * Places whose position, as far as the subscriber may know it, lies in an outline.
   *
   * @param outline polygons in degrees of WGS 84, longitude before latitude, within 180° and cut
   *     where they go over the antimeridian
   */
  record Within(Geometry outline) implements Area {
    public Within {
      outline = outline.copy();
    }

    @Override
    public Geometry outline() {
      return outline.copy();
    }
  }

  /**
   * Some places.
   *
   * @param numbers ascending; see {@link org.cairn.register.PlaceSearch#numbers}
   */
  record Places(List<Long> numbers) implements Area {
    public Places {
      numbers = numbers.stream().distinct().sorted().toList();
    }

    boolean has(long number) {
      return Collections.binarySearch(numbers, number) >= 0;
    }
  }
}
