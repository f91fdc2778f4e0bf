package org.cairn.heritage.vocabulary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a tab-separated file of this package: a header, then rows of as many cells. */
final class Table {
  private Table() {}

  static List<List<String>> rows(String file, int columns) {
    List<List<String>> rows = new ArrayList<>();
    String text = text(file);
    for (String line : text.lines().skip(1).toList()) {
      List<String> cells = List.of(line.split("\t", -1));
      if (cells.size() != columns) {
        throw new IllegalStateException(
            "Expected %d cells in each row of %s, found %d in '%s'"
                .formatted(columns, file, cells.size(), line));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** The cell's values, which are separated by {@code |}. */
  static List<String> values(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split("\\|"));
  }

  private static String text(String file) {
    try (InputStream in = Table.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "A vocabulary is missing from the program, '" + file + "': build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("A vocabulary of the program cannot be read: " + file, e);
    }
  }
}
