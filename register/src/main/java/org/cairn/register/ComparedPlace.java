package org.cairn.register;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;

/** A place as it is compared with others. Filled by one thread, then only read. */
final class ComparedPlace {
  /** More of them say nothing more, and would take long. */
  private static final int MOST_NAMES = 16;

  private static final int MOST_BOUNDS = 16;

  private final String id;
  private final String shownNames;
  private final List<ComparedName> names = new ArrayList<>();
  private final List<Envelope> bounds = new ArrayList<>();
  private final Set<String> types = new HashSet<>();
  private final Set<Link> links = new HashSet<>();

  /**
   * To a record elsewhere that is said to be of this place.
   *
   * @param scheme empty where it is of none
   */
  record Link(String scheme, String identifier) {}

  ComparedPlace(String id, String shownNames) {
    this.id = id;
    this.shownNames = shownNames;
  }

  void addName(ComparedName name) {
    if (names.size() < MOST_NAMES) {
      names.add(name);
    }
  }

  void addBounds(Envelope envelope) {
    if (bounds.size() < MOST_BOUNDS) {
      bounds.add(envelope);
    }
  }

  /**
   * @param words folded
   */
  void addType(String words) {
    types.add(words);
  }

  void addLink(Link link) {
    links.add(link);
  }

  String id() {
    return id;
  }

  String shownNames() {
    return shownNames;
  }

  List<ComparedName> names() {
    return names;
  }

  /** In degrees, one for each geometry. */
  List<Envelope> bounds() {
    return bounds;
  }

  Set<String> types() {
    return types;
  }

  Set<Link> links() {
    return links;
  }
}
