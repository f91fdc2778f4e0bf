package org.cairn.exchange.internal.table;

/**
 * One cell of a row.
 *
 * @param field how problems name its column
 * @param text as written
 */
public record Cell(int row, String field, String text) {
  public boolean isBlank() {
    return text.isBlank();
  }

  /** Without white space around it. */
  public String value() {
    return text.strip();
  }
}
