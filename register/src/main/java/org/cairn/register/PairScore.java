package org.cairn.register;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.register.ComparedName.Likeness;
import org.cairn.register.LikelyDuplicate.Reason;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * How likely two descriptions are of one place, by weights that are added up as in Fellegi and
 * Sunter (<i>A theory for record linkage</i>, 1969). The weights are set by hand, in natural
 * logarithms of odds; a name that many places have weighs less. Stateless.
 */
final class PairScore {
  /** Before anything is compared. */
  private static final double PRIOR = -4;

  private static final double NAMES_UNLIKE = -4;
  private static final double NAMES_SAME = 6.5;
  private static final double COMMON_NAME = 0.4;

  private static final double ONE_SPOT = 3;
  private static final double EACH_DOUBLING = 0.75;
  private static final double SPOT_METRES = 50;
  private static final double NO_LOCATION = -1;

  private static final double TYPE_SHARED = 1;
  private static final double TYPES_UNLIKE = -0.5;

  private static final double LINK_SHARED = 8;
  private static final double LINKS_UNLIKE = -3;

  private static final double EARTH_METRES = 6_371_009;

  private PairScore() {}

  /** What weighs what, the names first; what says nothing is left out. */
  static List<Reason> reasons(ComparedPlace one, ComparedPlace other) {
    List<Reason> reasons = new ArrayList<>();
    names(one, other).ifPresent(reasons::add);
    reasons.add(distance(one, other));
    types(one, other).ifPresent(reasons::add);
    links(one, other).ifPresent(reasons::add);
    return reasons;
  }

  /** The sum of the weights as a probability. */
  static double score(List<Reason> reasons) {
    double sum = PRIOR + reasons.stream().mapToDouble(Reason::weight).sum();
    return 1 / (1 + Math.exp(-sum));
  }

  private static Optional<Reason> names(ComparedPlace one, ComparedPlace other) {
    if (one.names().isEmpty() || other.names().isEmpty()) {
      return Optional.empty();
    }
    Likeness best = Likeness.NONE;
    ComparedName here = one.names().getFirst();
    ComparedName there = other.names().getFirst();
    for (ComparedName name : one.names()) {
      for (ComparedName otherName : other.names()) {
        Likeness likeness = name.likeness(otherName);
        if (likeness.share() > best.share()) {
          best = likeness;
          here = name;
          there = otherName;
        }
      }
    }
    double weight = NAMES_UNLIKE + best.share() * (NAMES_SAME - NAMES_UNLIKE);
    if (weight > 0) {
      weight *= COMMON_NAME + (1 - COMMON_NAME) * best.rarity();
    }
    String text =
        best.share() == 0
            ? "no name in common"
            : String.format(
                Locale.ROOT,
                "'%s' and '%s' are alike by %.2f",
                here.text(),
                there.text(),
                best.share());
    return Optional.of(new Reason("names", weight, text));
  }

  private static Reason distance(ComparedPlace one, ComparedPlace other) {
    if (one.bounds().isEmpty() || other.bounds().isEmpty()) {
      return new Reason("distance", NO_LOCATION, "location not known");
    }
    double least = Double.MAX_VALUE;
    for (Envelope here : one.bounds()) {
      for (Envelope there : other.bounds()) {
        least = Math.min(least, metres(here, there));
      }
    }
    double weight = ONE_SPOT - EACH_DOUBLING * Math.log1p(least / SPOT_METRES) / Math.log(2);
    return new Reason("distance", weight, String.format(Locale.ROOT, "%,.0f m apart", least));
  }

  /**
   * Between points their distance; of areas that touch a quarter of that of their middles, for
   * something else may well be within a large one.
   */
  private static double metres(Envelope one, Envelope other) {
    double middles = metres(one.centre(), other.centre());
    Coordinate here =
        new Coordinate(
            nearest(one.getMinX(), one.getMaxX(), other.getMinX(), other.getMaxX()),
            nearest(one.getMinY(), one.getMaxY(), other.getMinY(), other.getMaxY()));
    Coordinate there =
        new Coordinate(
            nearest(other.getMinX(), other.getMaxX(), here.x, here.x),
            nearest(other.getMinY(), other.getMaxY(), here.y, here.y));
    return Math.min(middles, metres(here, there) + middles / 4);
  }

  /** The value of one range that is nearest to another range. */
  private static double nearest(double from, double to, double otherFrom, double otherTo) {
    return otherFrom > to ? to : otherTo < from ? from : Math.max(from, otherFrom);
  }

  /** On a sphere, by the haversine formula. */
  private static double metres(Coordinate one, Coordinate other) {
    double latitudes = Math.sin(Math.toRadians(other.y - one.y) / 2);
    double longitudes = Math.sin(Math.toRadians(other.x - one.x) / 2);
    double square =
        latitudes * latitudes
            + Math.cos(Math.toRadians(one.y))
                * Math.cos(Math.toRadians(other.y))
                * longitudes
                * longitudes;
    return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(square)));
  }

  private static Optional<Reason> types(ComparedPlace one, ComparedPlace other) {
    if (one.types().isEmpty() || other.types().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> shared =
        other.types().stream().filter(one.types()::contains).sorted().findFirst();
    return Optional.of(
        shared
            .map(words -> new Reason("types", TYPE_SHARED, "both are '" + words + "'"))
            .orElseGet(() -> new Reason("types", TYPES_UNLIKE, "no type in common")));
  }

  private static Optional<Reason> links(ComparedPlace one, ComparedPlace other) {
    Set<String> schemes = new HashSet<>();
    for (ComparedPlace.Link link : one.links()) {
      if (other.links().contains(link)) {
        return Optional.of(
            new Reason(
                "links",
                LINK_SHARED,
                "both are %s %s".formatted(link.scheme(), link.identifier()).replace("  ", " ")));
      }
      schemes.add(link.scheme());
    }
    return other.links().stream()
        .map(ComparedPlace.Link::scheme)
        .filter(scheme -> !scheme.isEmpty() && schemes.contains(scheme))
        .sorted()
        .findFirst()
        .map(scheme -> new Reason("links", LINKS_UNLIKE, "different records in " + scheme));
  }
}
