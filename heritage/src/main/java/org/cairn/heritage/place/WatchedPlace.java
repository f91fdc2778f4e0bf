package org.cairn.heritage.place;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.place.PlaceGeometry.Extent;

/**
 * Chooses the geometry that is watched: one that may hold today before a past one, then an area
 * before a line or point, then by what it stands for, then the most precise, then the source's
 * order. Those that {@link WatchedGeometry} can make nothing of are passed over.
 */
final class WatchedPlace {
  private static final BigDecimal NOT_SAID = BigDecimal.valueOf(1e9);

  private static final Comparator<PlaceGeometry> BEST_FIRST =
      Comparator.comparing((PlaceGeometry each) -> !each.attribution().mayGoOn())
          .thenComparing(each -> !isArea(each))
          .thenComparingInt(each -> rank(each.extent()))
          .thenComparing(each -> each.precision().flatMap(Precision::metres).orElse(NOT_SAID));

  private WatchedPlace() {}

  static Optional<Place> of(PlaceDescription description) {
    List<PlaceName> names = description.names().stream().map(WatchedPlace::name).toList();
    return geometry(description).map(best -> new Place(description.id(), names, best.geometry()));
  }

  static Optional<WatchedGeometry> geometry(PlaceDescription description) {
    return description.geometries().stream()
        .sorted(BEST_FIRST)
        .map(each -> WatchedGeometry.of(each.geometry()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static PlaceName name(Name name) {
    Attribution attribution = name.attribution();
    Optional<String> source =
        attribution.sources().stream()
            .flatMap(each -> each.citation().or(each::uri).stream())
            .findFirst()
            .or(attribution::author);
    return new PlaceName(name.text(), name.language(), source);
  }

  /** An area that is the place's own; the cell of a vague description is not. */
  private static boolean isArea(PlaceGeometry each) {
    boolean own = each.extent() != Extent.VICINITY && each.extent() != Extent.ACCESS;
    return own && each.geometry().getDimension() == 2;
  }

  private static int rank(Extent extent) {
    return switch (extent) {
      case FOOTPRINT -> 0;
      case UNKNOWN -> 1;
      case BOUNDARY -> 2;
      case POINT -> 3;
      case REPRESENTATIVE -> 4;
      case APPROXIMATE -> 5;
      case ACCESS -> 6;
      case VICINITY -> 7;
    };
  }
}
