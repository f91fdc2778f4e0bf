package org.cairn.app.web.stac;

import java.util.List;

/** The collections there are. */
final class CollectionIds {
  static final String CHIPS = "chips";
  static final String SCENES = "scenes";

  /** In the order in which a search goes through them. */
  static final List<String> IDS = List.of(CHIPS, SCENES);

  private CollectionIds() {}
}
