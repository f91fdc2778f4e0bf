package org.cairn.app.web.map;

import java.util.regex.Pattern;
import org.cairn.app.web.PathSegment;

/**
 * The address of a place's page. An id of letters, digits and {@code . _ -} is in it as it is; any
 * other, such as an address of its own, is behind a tilde as base64url (RFC 4648), since servers
 * and proxies each have their own ideas of slashes in a path. Stateless.
 */
public final class PlacePath {
  private static final String ROOT = "/places/";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  /** Pages of their own below the same root. */
  private static final String NEW = "new";

  private PlacePath() {}

  /**
   * @param place its id
   */
  public static String of(String place) {
    return ROOT + segment(place);
  }

  /** The part of the path that stands for the place. */
  public static String segment(String place) {
    boolean plain = PLAIN.matcher(place).matches() && !place.equals(NEW);
    return plain ? place : PathSegment.encode(place);
  }

  /** The id that a part of a path stands for; what stands for none is taken for an id. */
  public static String parse(String segment) {
    return PathSegment.decode(segment).orElse(segment);
  }
}
