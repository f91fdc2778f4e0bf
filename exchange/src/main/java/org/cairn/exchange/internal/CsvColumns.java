package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which column of a sheet is what, from its headings.
 *
 * @param headings as written, in order
 * @param longitude column index from 0, -1 where absent; so for the others
 * @param ids column by {@link CleanText#key}
 * @param names language tag (may be empty) by column
 * @param repeated headings of which only the first was used
 */
record CsvColumns(
    List<String> headings,
    int longitude,
    int latitude,
    int geometry,
    Map<String, Integer> ids,
    Map<Integer, String> names,
    List<String> repeated) {
  private static final Set<String> LONGITUDE =
      Set.of(
          "lon",
          "long",
          "lng",
          "longitude",
          "x",
          "xcoord",
          "xcoordinate",
          "coordx",
          "decimallongitude",
          "longitudedecimal",
          "longitudewgs84",
          "wgs84longitude",
          "londd",
          "longdd",
          "pointx",
          "geolon");
  private static final Set<String> LATITUDE =
      Set.of(
          "lat",
          "latitude",
          "y",
          "ycoord",
          "ycoordinate",
          "coordy",
          "decimallatitude",
          "latitudedecimal",
          "latitudewgs84",
          "wgs84latitude",
          "latdd",
          "pointy",
          "geolat");
  private static final Set<String> GEOMETRY =
      Set.of(
          "wkt",
          "geowkt",
          "wktgeom",
          "wktgeometry",
          "geometry",
          "geometrywkt",
          "geom",
          "thegeom",
          "geojson",
          "geometricplaceexpression");
  private static final Set<String> METRES =
      Set.of("easting", "northing", "eastings", "northings", "utmx", "utmy", "utme", "utmn");

  static CsvColumns of(List<String> headings) {
    int longitude = -1;
    int latitude = -1;
    int geometry = -1;
    Map<String, Integer> ids = new LinkedHashMap<>();
    Map<Integer, String> names = new LinkedHashMap<>();
    List<String> repeated = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      String heading = headings.get(i);
      String key = CleanText.key(heading);
      boolean again = false;
      if (LONGITUDE.contains(key)) {
        again = longitude >= 0;
        longitude = again ? longitude : i;
      } else if (LATITUDE.contains(key)) {
        again = latitude >= 0;
        latitude = again ? latitude : i;
      } else if (GEOMETRY.contains(key)) {
        again = geometry >= 0;
        geometry = again ? geometry : i;
      } else if (Identifiers.isIdKey(key)) {
        again = ids.putIfAbsent(key, i) != null;
      }
      Optional<String> language = NameList.languageOfHeading(heading);
      if (language.isPresent()) {
        names.put(i, language.get());
      }
      if (again) {
        repeated.add(heading);
      }
    }
    return new CsvColumns(
        List.copyOf(headings), longitude, latitude, geometry, ids, names, List.copyOf(repeated));
  }

  boolean hasCoordinates() {
    return longitude >= 0 && latitude >= 0;
  }

  boolean canLocate() {
    return hasCoordinates() || geometry >= 0;
  }

  /** How many headings were understood; tells delimiters apart. */
  int understood() {
    return (longitude >= 0 ? 1 : 0)
        + (latitude >= 0 ? 1 : 0)
        + (geometry >= 0 ? 1 : 0)
        + ids.size()
        + names.size();
  }

  /** True when columns of metres are there in place of degrees. */
  boolean looksProjected() {
    return headings.stream().map(CleanText::key).anyMatch(METRES::contains);
  }

  /** True when the first row is not headings but the first place. */
  boolean looksLikeData() {
    long numbers = headings.stream().filter(h -> h.strip().matches("[+-]?\\d+([.,]\\d+)?")).count();
    boolean wkt =
        headings.stream()
            .anyMatch(
                h -> h.strip().matches("(?is)(SRID=\\d+;)?(MULTI)?(POINT|POLYGON|LINE).*\\(.*"));
    return understood() == 0 && (numbers >= 2 || wkt);
  }
}
