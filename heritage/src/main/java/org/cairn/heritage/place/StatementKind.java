package org.cairn.heritage.place;

/** The kinds of {@link Statement}, in the order in which a description lists them. */
public enum StatementKind {
  NAME("names"),
  TYPE("types"),
  GEOMETRY("geometries"),
  EXISTENCE("existences"),
  LINK("links"),
  RELATION("relations"),
  DESIGNATION("designations"),
  SIGNIFICANCE("significances"),
  DESCRIPTION("descriptions"),
  DEPICTION("depictions"),
  COUNTRY("countries");

  private final String member;

  StatementKind(String member) {
    this.member = member;
  }

  /** The member of a record that holds them; never renamed. */
  public String member() {
    return member;
  }
}
