package org.cairn.simulation.internal;

/**
 * Surface reflectances in the bands blue, green, red, nir, swir16; rounded means of common spectral
 * libraries.
 */
enum Spectrum {
  SOIL(0.085, 0.120, 0.165, 0.245, 0.330),
  PALE_SOIL(0.120, 0.160, 0.205, 0.275, 0.350),
  RED_SOIL(0.075, 0.105, 0.165, 0.250, 0.335),
  STUBBLE(0.100, 0.145, 0.195, 0.300, 0.365),
  GREEN_LEAVES(0.030, 0.074, 0.036, 0.430, 0.200),
  GRASS_LEAVES(0.034, 0.076, 0.046, 0.380, 0.210),
  DRY_GRASS(0.075, 0.115, 0.150, 0.270, 0.330),
  GROVE(0.025, 0.054, 0.031, 0.360, 0.165),
  FOREST(0.018, 0.040, 0.022, 0.310, 0.125),
  LITTER(0.036, 0.050, 0.056, 0.180, 0.175),
  WATER(0.045, 0.048, 0.032, 0.014, 0.008),
  MUDDY_WATER(0.070, 0.090, 0.095, 0.050, 0.020),
  TRACK(0.135, 0.170, 0.205, 0.275, 0.335),
  ROAD(0.190, 0.215, 0.240, 0.285, 0.310),
  STONE(0.230, 0.260, 0.290, 0.330, 0.350),
  PLASTER(0.330, 0.355, 0.375, 0.420, 0.400),
  TILES(0.090, 0.115, 0.250, 0.310, 0.330),
  GREY_ROOF(0.150, 0.155, 0.160, 0.190, 0.220),
  RUBBLE(0.155, 0.185, 0.215, 0.265, 0.320),
  BARE_EARTH(0.130, 0.170, 0.230, 0.300, 0.370),
  ASH(0.045, 0.050, 0.058, 0.090, 0.150),
  SNOW(0.780, 0.790, 0.770, 0.690, 0.110),
  CLOUD(0.620, 0.630, 0.640, 0.660, 0.450);

  private final float[] bands;

  Spectrum(double... bands) {
    this.bands = new float[bands.length];
    for (int i = 0; i < bands.length; i++) {
      this.bands[i] = (float) bands[i];
    }
  }

  /**
   * @param band 0 blue, 1 green, 2 red, 3 nir, 4 swir16
   */
  float at(int band) {
    return bands[band];
  }
}
