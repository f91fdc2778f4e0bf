package org.cairn.app.run;

/** What results say they were made with. */
public final class Software {
  /** Version of the software, as written into results. */
  public static final String VERSION = "0.1.0";

  /** Name and version. */
  public static final String NAME = "cairn " + VERSION;

  private Software() {}
}
