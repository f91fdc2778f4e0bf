package org.cairn.register;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.Disclosure;
import org.cairn.ledger.record.Disclosures;
import org.cairn.ledger.record.SignedRecord;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes entries of records: takes out what is protected, shortens what is too long, and signs. All
 * cores do it, for salting and signing are most of what an entry costs. Thread-safe.
 */
final class Sealing {
  private final BlobStore blobs;
  private final SecureRandom random;

  Sealing(BlobStore blobs, SecureRandom random) {
    this.blobs = blobs;
    this.random = random;
  }

  /**
   * What goes into the log, and what the vault is to have before.
   *
   * @param entries signed, in the order of the records
   */
  record Sealed(List<byte[]> entries, List<Disclosure> disclosures) {}

  /**
   * @param drafts of the records, in their order
   * @throws IllegalArgumentException for what cannot be a record, see {@link SignedRecord#sign}
   */
  Sealed seal(List<ObjectNode> records, List<Draft> drafts, ActorKey key)
      throws IOException, RefusedException {
    List<One> sealed =
        IntStream.range(0, records.size())
            .parallel()
            .mapToObj(each -> seal(records.get(each), drafts.get(each), key))
            .toList();
    List<byte[]> entries = new ArrayList<>();
    List<Disclosure> disclosures = new ArrayList<>();
    for (One one : sealed) {
      entries.add(one.entry.isPresent() ? one.entry.get() : shortened(one, key));
      disclosures.addAll(one.protection.disclosures());
    }
    return new Sealed(entries, disclosures);
  }

  /**
   * A record.
   *
   * @param entry empty where it is too long for one
   */
  private record One(Disclosures.Protection protection, Optional<byte[]> entry) {}

  private One seal(ObjectNode record, Draft draft, ActorKey key) {
    Disclosures.Protection protection =
        Disclosures.protect(record, draft.protectedFields(), draft.digests(), random);
    ObjectNode open = protection.record();
    return new One(
        protection,
        LongRecord.fits(open)
            ? Optional.of(SignedRecord.sign(open, key).bytes())
            : Optional.empty());
  }

  private byte[] shortened(One one, ActorKey key) throws IOException, RefusedException {
    return SignedRecord.sign(LongRecord.fit(one.protection.record(), blobs), key).bytes();
  }
}
