package org.cairn.simulation.internal;

/** Kinds of invented places, with their size in pixels of 10 m. */
enum PlaceKind {
  SHRINE("Shrine", "Sanctuaire", "مزار", 8, 8),
  CEMETERY("Cemetery", "Cimetière", "مقبرة", 16, 12),
  MOUND("Mound", "Tertre", "تل", 14, 14),
  CARAVANSERAI("Caravanserai", "Caravansérail", "خان", 9, 9),
  QUARTER("Old Quarter", "Vieux Quartier", "حي", 18, 14),
  HALL("Hall", "Maison commune", "قاعة", 8, 7);

  private final String english;
  private final String french;
  private final String arabic;
  private final int cols;
  private final int rows;

  PlaceKind(String english, String french, String arabic, int cols, int rows) {
    this.english = english;
    this.french = french;
    this.arabic = arabic;
    this.cols = cols;
    this.rows = rows;
  }

  String english() {
    return english;
  }

  String french() {
    return french;
  }

  String arabic() {
    return arabic;
  }

  int cols() {
    return cols;
  }

  int rows() {
    return rows;
  }
}
