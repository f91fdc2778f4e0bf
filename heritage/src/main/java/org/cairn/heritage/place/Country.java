package org.cairn.heritage.place;

import org.cairn.heritage.TextLimit;

/**
 * The country that a source files a place under. It is that source's statement, like any other.
 *
 * @param code as read: mostly ISO 3166-1, sometimes a name
 */
public record Country(String code, Attribution attribution) implements Statement {
  public Country {
    TextLimit.SHORT.check("a country", code);
  }

  public static Country of(String code) {
    return new Country(code, Attribution.NONE);
  }

  @Override
  public Country withAttribution(Attribution attribution) {
    return new Country(code, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.COUNTRY;
  }
}
