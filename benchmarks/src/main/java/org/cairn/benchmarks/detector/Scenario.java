package org.cairn.benchmarks.detector;

/** What happens in simulated scenes. */
enum Scenario {
  /** Buildings of a place demolished, ground levelled, something built, and what else befalls. */
  STRONG("strong events at places", 10, true),
  /** The whole window turns towards bare ground in a day. */
  FILLING("a change that fills the place", 5, false),
  /** A few pixels turn towards bare ground over a year. */
  SLOW("a slow change over a year", 5, false),
  /** Half of the scene turns towards bare ground in a day, windows and all. */
  WIDE("half of the scene changes, the place with it", 5, false),
  /** A few pixels of the window change weeks after half of the scene did in another way. */
  BESIDE("the place changes after half of its surroundings did", 5, false);

  private final String title;
  private final int scenes;
  private final boolean atPlaces;

  Scenario(String title, int scenes, boolean atPlaces) {
    this.title = title;
    this.scenes = scenes;
    this.atPlaces = atPlaces;
  }

  String title() {
    return title;
  }

  int scenes() {
    return scenes;
  }

  /** Whether the simulator makes the events, else they are blended into a scene without any. */
  boolean atPlaces() {
    return atPlaces;
  }
}
