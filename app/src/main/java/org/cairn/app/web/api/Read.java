package org.cairn.app.web.api;

import java.util.List;

/**
 * Something that programs may read: by GET of {@code /api/v1} and this path, at a route of the
 * feature's own.
 *
 * @param id its name in the description
 * @param path with its variables
 * @param summary in a sentence
 * @param fields of the query
 * @param tagged whether it has an ETag, for conditions
 */
public record Read(String id, String path, String summary, List<Field> fields, boolean tagged) {
  public Read {
    fields = List.copyOf(fields);
  }

  public static Read of(String id, String path, String summary, Field... fields) {
    return new Read(id, path, summary, List.of(fields), false);
  }

  /** The same with an ETag. */
  public Read withTag() {
    return new Read(id, path, summary, fields, true);
  }
}
