package org.cairn.register;

/** Years from the first to the last, both included; astronomical, 0 is 1 BCE. */
public record YearSpan(int first, int last) {
  /** From year 0, either way; older dates are asked for by writing them. */
  static final int FARTHEST = 10_000;

  public YearSpan {
    if (first > last) {
      throw new IllegalArgumentException("Years %d to %d".formatted(first, last));
    }
  }
}
