package org.cairn.exchange.internal.table;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheets from running what stands in a cell: a text that begins as a formula does gets
 * an apostrophe before it, by which spreadsheets mark a text, and loses it when it is read again. A
 * text that begins with apostrophes before such a sign gets one more, so that nothing is lost.
 */
public final class FormulaGuard {
  private static final Pattern FORMULA =
      Pattern.compile("(?s)'*[=+\\-@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20].*");
  private static final Pattern GUARDED =
      Pattern.compile("(?s)'+[=+\\-@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20].*");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private FormulaGuard() {}

  public static String guarded(String cell) {
    return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
  }

  public static String unguarded(String cell) {
    return GUARDED.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
