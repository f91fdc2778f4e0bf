package org.cairn.ledger;

/**
 * One thing that does not hold. Immutable.
 *
 * @param code stable, kebab-case, for example {@code tile-mismatch}: scripts count by it
 * @param where the file, index, line or byte it is about
 * @param message a sentence: expected, found, and what to do where that is known
 */
public record Fault(String code, String where, String message) {
  /** A fault of the usual kind. */
  public static Fault expected(String code, String where, String expected, String found) {
    return new Fault(code, where, "expected " + expected + ", found " + found);
  }

  @Override
  public String toString() {
    return code + ": " + where + ": " + message;
  }
}
