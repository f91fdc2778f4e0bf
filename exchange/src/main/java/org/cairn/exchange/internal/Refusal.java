package org.cairn.exchange.internal;

/** Ends the reading of one row from deep within its geometry; never leaves this package. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  public Refusal(Finding finding) {
    super(finding.message(), null, false, false);
    this.finding = finding;
  }

  public Finding finding() {
    return finding;
  }
}
