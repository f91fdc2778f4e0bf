package org.cairn.heritage.time;

/** A text that is not EDTF as Cairn reads it; says where and what to write instead. */
public final class EdtfException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final int position;

  EdtfException(Code code, String text, int position, String message) {
    super("EDTF '%s', character %d: %s".formatted(shortened(text), position + 1, message));
    this.code = code;
    this.position = position;
  }

  public Code code() {
    return code;
  }

  /** Index in the text of the first character that cannot be; 0 based. */
  public int position() {
    return position;
  }

  private static String shortened(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
  }

  /** Stable; written to reports. */
  public enum Code {
    EMPTY("edtf-empty"),
    SYNTAX("edtf-syntax"),
    /** Well written, but there is no such month, season, day or time. */
    RANGE("edtf-range"),
    /** An interval that ends before it starts. */
    REVERSED("edtf-reversed"),
    /** EDTF, but of a kind that Cairn does not read: sets. */
    UNSUPPORTED("edtf-unsupported");

    private final String code;

    Code(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
