package org.cairn.register;

/**
 * A property of the features of a layer, by which they can be asked for too.
 *
 * @param name as in files and questions
 */
public record FeatureProperty(String name, Type type) {
  /** What a value is in Java, and what a literal compared with it has to be. */
  public enum Type {
    /** A {@link String}. */
    TEXT,
    /** A list of {@link String}; a question is met where one of them meets it. */
    TEXTS,
    /** A {@link Long}. */
    INTEGER,
    /** A {@link Double}, finite. */
    NUMBER,
    /** A {@link String}: a day in ISO 8601. */
    DATE,
    /** A {@link String}: a time in ISO 8601, in UTC. */
    INSTANT
  }
}
