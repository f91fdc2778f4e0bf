package org.cairn.ledger;

/**
 * Input that is not exactly in format, or a proof, signature or request that does not hold. Nothing
 * was changed by it.
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  public RefusedException(Fault fault) {
    super(fault.toString());
    this.fault = fault;
  }

  public RefusedException(Fault fault, Throwable cause) {
    super(fault.toString(), cause);
    this.fault = fault;
  }

  /** Refuses with a fault of the usual kind. */
  public static RefusedException expected(
      String code, String where, String expected, String found) {
    return new RefusedException(Fault.expected(code, where, expected, found));
  }

  public Fault fault() {
    return fault;
  }

  public String code() {
    return fault.code();
  }
}
