package org.cairn.watch.internal;

import java.util.Optional;
import org.cairn.heritage.Coverage;

/** What is held beside the watched layer's own evidence on a site, where it can be. */
sealed interface FurtherSide extends Side permits LayerSide, RadarSide {
  /** Why it says nothing; empty where it does. The other questions are for those that do. */
  Optional<String> why();

  /** Whether it is heard where the watched layer can say nothing. */
  boolean speaksAlone();

  /** Why it is not used where it and the watched layer have so few separate windows in common. */
  String tooFewInCommon(int windows);

  /**
   * A coverage that tells of it too.
   *
   * @param reason it was not used; empty where it was
   * @param alone why the watched layer says nothing, so that all is from this; else empty
   */
  Coverage told(Coverage coverage, String reason, String alone);
}
