package org.cairn.app.web.open;

import java.io.IOException;
import java.util.Optional;

/** Files that anybody may read, by their paths. Thread-safe. */
interface ServedFiles {
  /** For what never changes under its name. */
  String FOR_EVER = "public, max-age=31536000, immutable";

  /** For what may be another the next time. */
  String ASK_AGAIN = "no-cache";

  String TEXT = "text/plain; charset=utf-8";

  /** What is at a path. */
  final class Content {
    private final byte[] bytes;
    private final String type;
    private final String caching;

    /**
     * @param owned the content's own from now on
     * @param type of media
     * @param caching value of Cache-Control
     */
    Content(byte[] owned, String type, String caching) {
      this.bytes = owned;
      this.type = type;
      this.caching = caching;
    }

    /** Not to be changed. */
    byte[] bytes() {
      return bytes;
    }

    String type() {
      return type;
    }

    String caching() {
      return caching;
    }
  }

  /**
   * @param path raw, as it was asked for: anything
   */
  Optional<Content> find(String path) throws IOException;
}
