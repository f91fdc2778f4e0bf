package org.cairn.imagery.stac;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Geometry;

/**
 * A STAC Item: one acquisition, with its files.
 *
 * @param acquired {@code datetime}, or {@code start_datetime} where that is null
 * @param geometry WGS 84, x = longitude, y = latitude
 * @param box listed, or around the geometry where none is listed
 * @param assets by key, in the order of the document
 * @param radar what it says of itself as radar; empty where nothing says that it is
 */
public record Item(
    String id,
    Optional<String> collection,
    Instant acquired,
    Optional<Geometry> geometry,
    Optional<BoundingBox> box,
    ItemProperties properties,
    Map<String, Asset> assets,
    Optional<RadarAcquisition> radar) {
  public Item {
    assets = Collections.unmodifiableMap(new LinkedHashMap<>(assets));
  }

  public Optional<String> platform() {
    return properties.platform();
  }

  public Optional<String> constellation() {
    return properties.constellation();
  }

  /** Percent, 0 to 100. */
  public OptionalDouble cloudCover() {
    return properties.cloudCoverPercent();
  }

  public Optional<String> processingBaseline() {
    return properties.processingBaseline();
  }

  public Optional<Boolean> boaOffsetApplied() {
    return properties.boaOffsetApplied();
  }

  /**
   * Whether this is Sentinel-2 surface reflectance, for whose bands the radiometric offset has to
   * be decided.
   */
  public boolean isSentinel2L2a() {
    return properties.sentinel2L2a();
  }

  /**
   * Finds a band, in this order: the asset of that key (in other case too), the band of that name,
   * of that common name, and Sentinel-2's and HLS's other name for it ({@code B04} is red); {@code
   * nir08} serves as nir where there is no other. Among several, one that can be read (GeoTIFF over
   * https or disk) comes before JPEG 2000, and finer pixels before coarser. Pictures such as {@code
   * visual} are found by their key alone.
   */
  public Optional<AssetBand> findBand(String name) {
    return BandFinder.find(this, name);
  }
}
