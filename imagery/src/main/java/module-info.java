/**
 * Rasters and catalogues: windows of GeoTIFFs, STAC items, masks, co-registration. Knows nothing of
 * places.
 */
@org.jspecify.annotations.NullMarked
module org.cairn.imagery {
  requires static transitive org.jspecify;
  requires transitive org.locationtech.jts;
  requires proj4j;
  requires proj4j.epsg;
  requires aircompressor.v3;
  requires tools.jackson.databind;
  requires java.desktop;
  requires java.net.http;

  exports org.cairn.imagery.picture;
  exports org.cairn.imagery.raster;
  exports org.cairn.imagery.scene;
  exports org.cairn.imagery.stac;
}
