package org.cairn.app.web.stac;

import java.util.List;
import java.util.Optional;
import org.cairn.register.PictureHit;
import org.cairn.register.SceneHit;

/** An item that was found. */
sealed interface Found {
  String collection();

  /** Where it stands in its collection. */
  long key();

  /**
   * @param scene the image it was made from, where the viewer may know of that
   */
  record Chip(PictureHit hit, Optional<SceneHit> scene) implements Found {
    @Override
    public String collection() {
      return CollectionIds.CHIPS;
    }

    @Override
    public long key() {
      return hit.key();
    }
  }

  /**
   * @param alerts of which the viewer may know
   */
  record Scene(SceneHit hit, List<String> alerts) implements Found {
    public Scene {
      alerts = List.copyOf(alerts);
    }

    @Override
    public String collection() {
      return CollectionIds.SCENES;
    }

    @Override
    public long key() {
      return hit.key();
    }
  }
}
