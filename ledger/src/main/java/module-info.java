/**
 * An append-only signed log, content-addressed blobs, proofs, witnesses. Knows nothing of heritage.
 */
@org.jspecify.annotations.NullMarked
module org.cairn.ledger {
  requires static transitive org.jspecify;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.pkix;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires java.net.http;

  exports org.cairn.ledger.blob;
  exports org.cairn.ledger.crypto;
  exports org.cairn.ledger.log;
  exports org.cairn.ledger.merkle;
  exports org.cairn.ledger.note;
  exports org.cairn.ledger.peer;
  exports org.cairn.ledger.record;
  exports org.cairn.ledger.storage;
  exports org.cairn.ledger.timestamp;
  exports org.cairn.ledger.witness;
  exports org.cairn.ledger;
}
