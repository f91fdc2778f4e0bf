package org.cairn.heritage.place;

import org.cairn.heritage.TextLimit;

/**
 * Something a source said that fits no statement, verbatim, so that nothing is lost.
 *
 * @param source the format or list it was read in
 * @param field column or path of the member, as the source names it; spaces and all
 * @param value the text of a cell, maybe blank; or of a JSON member its JSON
 * @param form which of the two
 */
public record Extra(String source, String field, String value, Form form) {
  public Extra {
    TextLimit.SHORT.check("an extra's source", source);
    TextLimit.SHORT.checkVerbatim("an extra's field", field);
    TextLimit.LONG.checkVerbatim("an extra's value", value);
  }

  public static Extra text(String source, String field, String value) {
    return new Extra(source, field, value, Form.TEXT);
  }

  public static Extra json(String source, String field, String json) {
    return new Extra(source, field, json, Form.JSON);
  }

  /** Codes are written to records. */
  public enum Form {
    TEXT("text"),
    JSON("json");

    private final String code;

    Form(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
