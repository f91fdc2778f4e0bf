package org.cairn.ledger;

import java.io.IOException;

/**
 * The ledger's own files contradict each other or could not be made durable: nothing more may be
 * written until a person has looked. The message says what to do.
 */
public final class IntegrityException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  public IntegrityException(Fault fault) {
    super(fault.toString());
    this.fault = fault;
  }

  public IntegrityException(Fault fault, Throwable cause) {
    super(fault.toString(), cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  public String code() {
    return fault.code();
  }
}
