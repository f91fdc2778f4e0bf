package org.cairn.exchange.internal.eamena;

import org.cairn.exchange.internal.CleanText;
import org.cairn.heritage.place.PlaceGeometry.Extent;

/** What EAMENA's words for a geometry say of its extent. */
final class GeometryQualifiers {
  private GeometryQualifiers() {}

  static Extent extent(String qualifier) {
    return switch (CleanText.key(qualifier)) {
      case "perimeterpolygon" -> Extent.FOOTPRINT;
      case "propertyboundary" -> Extent.BOUNDARY;
      case "centerpoint", "centrepoint", "centerline", "sitedatumpoint" -> Extent.POINT;
      case "accesspoint", "façadepoint", "facadepoint" -> Extent.ACCESS;
      case "simplifiedpolygon" -> Extent.APPROXIMATE;
      case "bufferpolygon", "vicinitypoint" -> Extent.VICINITY;
      default -> Extent.UNKNOWN;
    };
  }
}
