package org.cairn.app.node;

/** What this software is called in results, metrics and the list of its parts. */
public final class Software {
  /** As in the project's {@code pom.xml}. */
  public static final String VERSION = "0.1.0";

  /** Name and version, as records of runs have it. */
  public static final String NAME = "cairn " + VERSION;

  private Software() {}
}
