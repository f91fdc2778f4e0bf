package org.cairn.imagery.raster;

/** Tag numbers of TIFF 6.0, its supplements, GeoTIFF 1.1 and GDAL. */
final class Tags {
  static final int NEW_SUBFILE_TYPE = 254;
  static final int SUBFILE_TYPE = 255;
  static final int IMAGE_WIDTH = 256;
  static final int IMAGE_LENGTH = 257;
  static final int BITS_PER_SAMPLE = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int FILL_ORDER = 266;
  static final int STRIP_OFFSETS = 273;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_BYTE_COUNTS = 279;
  static final int PLANAR_CONFIGURATION = 284;
  static final int PREDICTOR = 317;
  static final int TILE_WIDTH = 322;
  static final int TILE_LENGTH = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTE_COUNTS = 325;
  static final int SUB_IFDS = 330;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int JPEG_TABLES = 347;
  static final int MODEL_PIXEL_SCALE = 33550;
  static final int MODEL_TIEPOINT = 33922;
  static final int MODEL_TRANSFORMATION = 34264;
  static final int GEO_KEY_DIRECTORY = 34735;
  static final int GDAL_METADATA = 42112;
  static final int GDAL_NODATA = 42113;

  private Tags() {}

  /** Number and, for the tags read here, name. */
  static String name(int tag) {
    String name =
        switch (tag) {
          case IMAGE_WIDTH -> "ImageWidth";
          case IMAGE_LENGTH -> "ImageLength";
          case BITS_PER_SAMPLE -> "BitsPerSample";
          case COMPRESSION -> "Compression";
          case PHOTOMETRIC -> "PhotometricInterpretation";
          case FILL_ORDER -> "FillOrder";
          case STRIP_OFFSETS -> "StripOffsets";
          case SAMPLES_PER_PIXEL -> "SamplesPerPixel";
          case ROWS_PER_STRIP -> "RowsPerStrip";
          case STRIP_BYTE_COUNTS -> "StripByteCounts";
          case PLANAR_CONFIGURATION -> "PlanarConfiguration";
          case PREDICTOR -> "Predictor";
          case TILE_WIDTH -> "TileWidth";
          case TILE_LENGTH -> "TileLength";
          case TILE_OFFSETS -> "TileOffsets";
          case TILE_BYTE_COUNTS -> "TileByteCounts";
          case SUB_IFDS -> "SubIFDs";
          case EXTRA_SAMPLES -> "ExtraSamples";
          case SAMPLE_FORMAT -> "SampleFormat";
          case JPEG_TABLES -> "JPEGTables";
          case MODEL_PIXEL_SCALE -> "ModelPixelScale";
          case MODEL_TIEPOINT -> "ModelTiepoint";
          case MODEL_TRANSFORMATION -> "ModelTransformation";
          case GEO_KEY_DIRECTORY -> "GeoKeyDirectory";
          case GDAL_METADATA -> "GDAL_METADATA";
          case GDAL_NODATA -> "GDAL_NODATA";
          default -> "";
        };
    return name.isEmpty() ? Integer.toString(tag) : name + " (" + tag + ")";
  }
}
