package org.cairn.simulation.internal;

/** Kinds of invented places, with their size in pixels of 10 m. */
enum PlaceKind {
  SHRINE("Shrine", "Sanctuaire", "مزار", 8, 8),
  CEMETERY("Cemetery", "Cimetière", "مقبرة", 16, 12),
  MOUND("Mound", "Tertre", "تل", 14, 12.5),
  CARAVANSERAI("Caravanserai", "Caravansérail", "خان", 9, 9),
  QUARTER("Old Quarter", "Vieux Quartier", "حي", 18, 14),
  HALL("Hall", "Maison commune", "قاعة", 8, 7);

  private final String english;
  private final String french;
  private final String arabic;
  private final double width;
  private final double height;

  PlaceKind(String english, String french, String arabic, double width, double height) {
    this.english = english;
    this.french = french;
    this.arabic = arabic;
    this.width = width;
    this.height = height;
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

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  boolean isRound() {
    return this == MOUND;
  }
}
