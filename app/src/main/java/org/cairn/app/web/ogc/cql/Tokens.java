package org.cairn.app.web.ogc.cql;

import java.util.Locale;

/** A CQL2 text, word by word. Positions are told as characters from 1. Single-thread. */
final class Tokens {
  private final String text;
  private int next;

  private Kind kind = Kind.END;
  private String value = "";
  private int start;

  /** What a token is. */
  enum Kind {
    /** A name or a keyword. */
    WORD,
    /** A name between double quotes. */
    QUOTED,
    /** A text between single quotes. */
    TEXT,
    NUMBER,
    /** An operator, a comma or a parenthesis. */
    SIGN,
    END
  }

  Tokens(String text) throws Cql2Exception {
    this.text = text;
    step();
  }

  Kind kind() {
    return kind;
  }

  /** Without its quotes. */
  String value() {
    return value;
  }

  String where() {
    return "At character " + (start + 1);
  }

  boolean isWord(String keyword) {
    return kind == Kind.WORD && value.equalsIgnoreCase(keyword);
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && value.equals(sign);
  }

  boolean takeWord(String keyword) throws Cql2Exception {
    boolean is = isWord(keyword);
    if (is) {
      step();
    }
    return is;
  }

  boolean takeSign(String sign) throws Cql2Exception {
    boolean is = isSign(sign);
    if (is) {
      step();
    }
    return is;
  }

  void word(String keyword) throws Cql2Exception {
    if (!takeWord(keyword)) {
      throw unexpected(keyword);
    }
  }

  void sign(String sign) throws Cql2Exception {
    if (!takeSign(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  Cql2Exception unexpected(String expected) {
    return new Cql2Exception(
        where(),
        expected,
        kind == Kind.END
            ? "the end"
            : (kind == Kind.TEXT ? "the text " : "") + "'" + Conditions.excerpt(value) + "'");
  }

  void step() throws Cql2Exception {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    start = next;
    if (next == text.length()) {
      kind = Kind.END;
      value = "";
      return;
    }
    char first = text.charAt(next);
    if (first == '\'' || first == '"') {
      quoted(first);
    } else if (isNumberAt(next)) {
      number();
    } else if (Character.isLetter(first) || first == '_' || first == ':') {
      while (next < text.length() && isNamePart(text.charAt(next))) {
        next++;
      }
      kind = Kind.WORD;
      value = text.substring(start, next);
    } else {
      sign(first);
    }
  }

  private static boolean isNamePart(char each) {
    return Character.isLetterOrDigit(each) || each == '_' || each == '.' || each == ':';
  }

  private boolean isNumberAt(int at) {
    char first = text.charAt(at);
    int digit = first == '-' || first == '+' ? at + 1 : at;
    if (digit < text.length() && text.charAt(digit) == '.') {
      digit++;
    }
    return digit < text.length() && isDigit(text.charAt(digit));
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  private void number() throws Cql2Exception {
    next++;
    while (next < text.length()) {
      char each = text.charAt(next);
      char before = text.charAt(next - 1);
      boolean signOfExponent = (each == '-' || each == '+') && (before == 'e' || before == 'E');
      if (!isDigit(each) && each != '.' && each != 'e' && each != 'E' && !signOfExponent) {
        break;
      }
      next++;
    }
    kind = Kind.NUMBER;
    value = text.substring(start, next);
    try {
      Double.parseDouble(value);
    } catch (NumberFormatException wrong) {
      throw unexpected("a number");
    }
  }

  private void quoted(char quote) throws Cql2Exception {
    StringBuilder inner = new StringBuilder();
    next++;
    while (true) {
      if (next >= text.length()) {
        throw new Cql2Exception(where(), "a closing " + quote, "the end");
      }
      char each = text.charAt(next++);
      boolean more = next < text.length();
      if (each == quote && more && text.charAt(next) == quote) {
        next++;
      } else if (each == '\\' && more && text.charAt(next) == quote) {
        each = quote;
        next++;
      } else if (each == quote) {
        break;
      }
      inner.append(each);
    }
    kind = quote == '"' ? Kind.QUOTED : Kind.TEXT;
    value = inner.toString();
  }

  private void sign(char first) throws Cql2Exception {
    String two = next + 2 <= text.length() ? text.substring(next, next + 2) : "";
    String sign =
        two.equals("<>") || two.equals("<=") || two.equals(">=") ? two : String.valueOf(first);
    if ("=<>(),".indexOf(first) < 0) {
      value = sign;
      kind = Kind.SIGN;
      throw unexpected("a name, a value or an operator");
    }
    next += sign.length();
    kind = Kind.SIGN;
    value = sign;
  }

  /** Keywords are told in capitals. */
  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
