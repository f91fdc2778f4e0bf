package org.cairn.app.web.stac;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.cairn.app.web.api.ProblemException;
import org.cairn.register.ImageQuery;
import org.locationtech.jts.geom.Geometry;

/**
 * What a search asks for.
 *
 * @param collections to search in, of {@link CollectionIds#IDS}
 * @param ids of items; any where empty
 * @param areas of which one has to be touched; anywhere and nowhere where empty
 * @param limit the most items of a page
 * @param token where the page begins; empty for the first
 */
record Question(
    Set<String> collections,
    List<String> ids,
    List<Geometry> areas,
    Times times,
    int limit,
    Optional<String> token) {
  /** How many a page has where nobody says. */
  static final int USUAL = 50;

  /** More are not given at once, whoever asks for them. */
  static final int MOST = 250;

  Question {
    collections = Set.copyOf(collections);
    ids = List.copyOf(ids);
    areas = List.copyOf(areas);
  }

  /** Both ends included; open where empty. */
  record Times(Optional<Instant> from, Optional<Instant> until) {
    static final Times ALL = new Times(Optional.empty(), Optional.empty());

    boolean has(Instant time) {
      return !from.filter(time::isBefore).isPresent() && !until.filter(time::isAfter).isPresent();
    }
  }

  ImageQuery ofRegister(boolean exact) {
    return new ImageQuery(times.from(), times.until(), areas, exact);
  }

  /**
   * Where a page ends.
   *
   * @param collection of the next item
   * @param before key of the last item given of it; empty where none was
   */
  record Position(String collection, OptionalLong before) {}

  /**
   * @throws ProblemException for what {@link #token(Position)} does not give for this question
   */
  Position position() {
    if (token.isEmpty()) {
      return new Position(CollectionIds.CHIPS, OptionalLong.empty());
    }
    String[] parts = token.get().split("\\.", -1);
    if (parts.length == 3
        && CollectionIds.IDS.contains(parts[0])
        && parts[1].matches("[0-9]{0,18}")) {
      Position position =
          new Position(
              parts[0],
              parts[1].isEmpty()
                  ? OptionalLong.empty()
                  : OptionalLong.of(Long.parseLong(parts[1])));
      if (token(position).equals(token.get())) {
        return position;
      }
    }
    throw ProblemException.badRequest(
        "'token' is none that this search gave: take it from a 'next' link and change nothing else");
  }

  /** Says where, and of which search: with another search it is refused rather than misread. */
  String token(Position position) {
    String where =
        position.collection()
            + "."
            + (position.before().isPresent() ? position.before().getAsLong() : "");
    CRC32 sum = new CRC32();
    String asked =
        where + "\n" + new TreeSet<>(collections) + "\n" + ids + "\n" + areas + "\n" + times;
    sum.update(asked.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return where + "." + Long.toHexString(sum.getValue());
  }
}
