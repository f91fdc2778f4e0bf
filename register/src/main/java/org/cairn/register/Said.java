package org.cairn.register;

import java.util.Arrays;
import java.util.stream.Stream;
import org.cairn.geopackage.Table;

/** Tables of statements: with who says it, where, how surely, when. Stateless. */
final class Said {
  private Said() {}

  static Table statements(String name, String description, String... columns) {
    return Table.attributes(name, description, columns(columns));
  }

  /** With these at the end; {@code sources} and {@code times} are JSON. */
  static String[] columns(String... columns) {
    return Stream.concat(
            Arrays.stream(columns),
            Stream.of("author TEXT", "sources TEXT", "certainty TEXT", "times TEXT"))
        .toArray(String[]::new);
  }
}
