package org.cairn.ledger.fuzz;

import java.util.List;
import org.cairn.ledger.log.BundleFuzz;
import org.cairn.ledger.log.JournalFuzz;
import org.cairn.ledger.note.KeyFuzz;
import org.cairn.ledger.note.NoteFuzz;
import org.cairn.ledger.note.PolicyFuzz;
import org.cairn.ledger.note.ProofFuzz;
import org.cairn.ledger.record.DisclosureFuzz;
import org.cairn.ledger.record.JsonFuzz;
import org.cairn.ledger.record.RecordFuzz;
import org.cairn.ledger.timestamp.TimestampFuzz;
import org.cairn.ledger.witness.RequestFuzz;

/** Every parser of bytes that others may have made. */
final class FuzzTargets {
  private FuzzTargets() {}

  static List<FuzzTarget> all() throws Exception {
    return List.of(
        new NoteFuzz(),
        new KeyFuzz(),
        new PolicyFuzz(),
        new ProofFuzz(),
        new RequestFuzz(),
        new BundleFuzz(),
        new JournalFuzz(),
        new JsonFuzz(),
        new RecordFuzz(),
        new DisclosureFuzz(),
        new TimestampFuzz());
  }
}
