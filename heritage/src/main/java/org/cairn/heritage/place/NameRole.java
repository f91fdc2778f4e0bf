package org.cairn.heritage.place;

/** Kinds of name that Cairn itself writes; those of a source stay terms of their own. */
public final class NameRole {
  private static final String VOCABULARY = "cairn";

  /** What a source puts over its record; says nothing of who uses it. */
  public static final Term TITLE = Term.of(VOCABULARY, "title", "title");

  public static final Term OFFICIAL = Term.of(VOCABULARY, "official", "official name");
  public static final Term VERNACULAR = Term.of(VOCABULARY, "vernacular", "vernacular name");
  public static final Term FORMER = Term.of(VOCABULARY, "former", "former name");
  public static final Term VARIANT = Term.of(VOCABULARY, "variant", "variant name");
  public static final Term TRANSLATION = Term.of(VOCABULARY, "translation", "translated name");

  private NameRole() {}
}
