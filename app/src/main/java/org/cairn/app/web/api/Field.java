package org.cairn.app.web.api;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A member of the object that an act takes.
 *
 * @param name as the page's form has it; {@code {n}} in it stands for a number that counts what is
 *     repeated
 * @param meaning for the reader of the description
 * @param values the only ones; empty where any are
 */
public record Field(String name, Type type, boolean required, String meaning, List<String> values) {
  private static final String NUMBER = "{n}";

  public Field {
    values = List.copyOf(values);
  }

  /** Of JSON. */
  public enum Type {
    TEXT,
    WHOLE,
    FLAG,
    TEXTS;

    /** As written in keys of texts. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Field text(String name, String meaning) {
    return new Field(name, Type.TEXT, false, meaning, List.of());
  }

  public static Field whole(String name, String meaning) {
    return new Field(name, Type.WHOLE, false, meaning, List.of());
  }

  public static Field flag(String name, String meaning) {
    return new Field(name, Type.FLAG, false, meaning, List.of());
  }

  public static Field texts(String name, String meaning) {
    return new Field(name, Type.TEXTS, false, meaning, List.of());
  }

  /** The same, which cannot be left out. */
  public Field needed() {
    return new Field(name, type, true, meaning, values);
  }

  /** The same, of these alone; the page says so to whoever sends another. */
  public Field among(List<String> only) {
    return new Field(name, type, required, meaning, only);
  }

  boolean isRepeated() {
    return name.contains(NUMBER);
  }

  /** For a name that stands for many, as a regular expression of ECMA-262 too. */
  String pattern() {
    return "^" + name.replace(".", "\\.").replace(NUMBER, "[0-9]{1,4}") + "$";
  }

  boolean isFor(String member) {
    return isRepeated()
        ? Pattern.compile(pattern()).matcher(member).matches()
        : name.equals(member);
  }
}
