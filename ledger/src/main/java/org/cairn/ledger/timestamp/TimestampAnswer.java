package org.cairn.ledger.timestamp;

/** An answer that held. Immutable. */
public final class TimestampAnswer {
  private final byte[] response;
  private final VerifiedTimestamp timestamp;

  TimestampAnswer(byte[] owned, VerifiedTimestamp timestamp) {
    this.response = owned;
    this.timestamp = timestamp;
  }

  /** DER of the TimeStampResp as it came, a copy: what {@code openssl ts -verify -in} reads. */
  public byte[] response() {
    return response.clone();
  }

  public VerifiedTimestamp timestamp() {
    return timestamp;
  }
}
