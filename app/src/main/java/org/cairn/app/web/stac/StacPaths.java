package org.cairn.app.web.stac;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.app.web.PathSegment;
import org.cairn.register.PictureHit;

/** Addresses of this API, from the server's root on. Stateless. */
public final class StacPaths {
  static final String ROOT = "/stac";
  static final String SEARCH = ROOT + "/search";
  static final String COLLECTIONS = ROOT + "/collections";

  /** Ids that no server or proxy minds; others are a {@link PathSegment}. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private StacPaths() {}

  /** The pictures of an alert as items. */
  public static String ofPictures(long entry, int count) {
    StringBuilder ids = new StringBuilder();
    for (int number = 0; number < count; number++) {
      ids.append(number == 0 ? "" : ",").append(Items.chipId(entry, number));
    }
    return SEARCH + "?collections=" + CollectionIds.CHIPS + "&ids=" + ids;
  }

  static String collection(String id) {
    return COLLECTIONS + "/" + id;
  }

  static String item(String collection, String id) {
    return collection(collection) + "/items/" + segment(id);
  }

  static String chip(PictureHit hit, String ending) {
    return ROOT + "/chips/" + Items.chipId(hit.entry(), hit.number()) + "." + ending;
  }

  static String sceneFile(String item, String asset) {
    return ROOT + "/scenes/" + segment(item) + "/" + segment(asset) + ".tif";
  }

  private static String segment(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !text.contains("..") && !text.endsWith(".");
    return plain ? text : PathSegment.encode(text);
  }

  /** Empty for what {@link #segment} never gives. */
  static Optional<String> parse(String segment) {
    return PathSegment.decode(segment);
  }
}
