package org.cairn.register;

import java.util.Arrays;
import java.util.stream.Stream;
import org.cairn.geopackage.Table;

/** Tables of what is said, with who says it, where, how surely and when. Stateless. */
final class StatementTable {
  private StatementTable() {}

  /**
   * @param columns its own, which come first
   */
  static Table of(String name, String description, String... columns) {
    return Table.attributes(name, description, said(columns));
  }

  /** The columns with those of an attribution; {@code sources} and {@code times} are JSON. */
  static String[] said(String... columns) {
    return Stream.concat(
            Arrays.stream(columns),
            Stream.of("author TEXT", "sources TEXT", "certainty TEXT", "times TEXT"))
        .toArray(String[]::new);
  }
}
