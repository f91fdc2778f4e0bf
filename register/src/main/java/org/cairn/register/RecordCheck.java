package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.record.Disclosures;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.SignedRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges every record: form, signature, whether its key may sign there, digests, what a person's
 * passkey signed of it, and whether the blobs it names are here. A bundle at a time its records are
 * read and their signatures verified on all cores; what depends on their order is judged in order.
 * For one caller.
 *
 * <p>A record names a blob by a member {@code blob}, at any depth: {@code sha256:} and 64 hex
 * digits.
 */
final class RecordCheck {
  private static final String BLOB = "blob";
  private static final String DIGESTS = "_sd";
  private static final Pattern BLOB_NAME = Pattern.compile("sha256:([0-9a-f]{64})");

  private final BlobStore blobs;
  private final VaultCheck vault;
  private final Consumer<Fault> faults;
  private final PersonSignatureCheck persons;
  private final KeyHistory history = new KeyHistory();

  RecordCheck(
      BlobStore blobs, VaultCheck vault, PersonSignatureCheck persons, Consumer<Fault> faults) {
    this.blobs = blobs;
    this.persons = persons;
    this.vault = vault;
    this.faults = faults;
  }

  /** By the entries that held so far. */
  KeyHistory history() {
    return history;
  }

  /**
   * Judges all records of a log.
   *
   * @param times judges what each record claims of its time
   * @return whether all were judged; if not, {@code records-not-judged} says from where on
   */
  boolean check(LogReader reader, TimestampCheck times) {
    long size = reader.head().size();
    for (long index = 0; index < size; index += TileAddress.FULL) {
      List<byte[]> entries;
      try {
        entries = reader.bundle(index / TileAddress.FULL);
      } catch (IOException | RefusedException e) {
        // The audit has named the file; who may sign after it cannot be known without it.
        faults.accept(
            new Fault(
                "records-not-judged",
                "entries " + index + " to " + (size - 1),
                "the records from here on were not checked, for a bundle is unreadable: "
                    + e.getMessage()));
        return false;
      }
      List<Read> read =
          IntStream.range(0, entries.size())
              .parallel()
              .mapToObj(entry -> read(entries.get(entry)))
              .toList();
      for (int entry = 0; entry < read.size(); entry++) {
        judge(index + entry, read.get(entry), times);
      }
    }
    return true;
  }

  /** What can be said of an entry by itself. */
  private sealed interface Read {}

  /** In form; its signature is verified already where its key is known from earlier bundles. */
  private record InForm(SignedRecord record, List<String> blobs, List<String> digests)
      implements Read {}

  private record Refused(Fault fault) implements Read {}

  private Read read(byte[] entry) {
    try {
      SignedRecord record = SignedRecord.parse(entry);
      ObjectNode content = record.record();
      List<String> digests = new ArrayList<>();
      for (JsonNode list : content.findValues(DIGESTS)) {
        list.values().forEach(digest -> digests.add(digest.asString("")));
      }
      if (!digests.isEmpty()) {
        Disclosures.reveal(content, List.of());
      }
      verifyAhead(record);
      List<String> blobNames =
          content.findValues(BLOB).stream().map(name -> name.asString("")).toList();
      return new InForm(record, blobNames, digests);
    } catch (RefusedException e) {
      return new Refused(e.fault());
    }
  }

  private void verifyAhead(SignedRecord record) {
    var key = history.actors().findKey(record.kid());
    if (key.isPresent()) {
      try {
        record.verifySignature(key.get());
      } catch (RefusedException toldInOrder) {
        // Judging verifies once more, and names the entry.
        return;
      }
    }
  }

  private void judge(long index, Read read, TimestampCheck times) {
    switch (read) {
      case Refused refused -> faults.accept(at(index, refused.fault));
      case InForm inForm -> {
        history.accept(index, inForm.record).forEach(faults);
        ObjectNode content = inForm.record.record();
        times.accept(index, content);
        inForm.digests.forEach(vault::meet);
        persons.accept(content).forEach(fault -> faults.accept(at(index, fault)));
        inForm.blobs.forEach(name -> checkBlob(index, name));
      }
    }
  }

  private static Fault at(long index, Fault fault) {
    return new Fault(fault.code(), "entry " + index + ", " + fault.where(), fault.message());
  }

  /** Its content is checked with all the others. */
  private void checkBlob(long index, String name) {
    Matcher match = BLOB_NAME.matcher(name);
    if (!match.matches()) {
      faults.accept(
          Fault.expected(
              "blob-reference",
              "entry " + index + ", member 'blob'",
              "sha256: and 64 hexadecimal digits",
              "'" + name + "'"));
      return;
    }
    Hash hash = Hash.of(HexFormat.of().parseHex(match.group(1)));
    if (!Files.exists(blobs.path(hash))) {
      faults.accept(
          new Fault(
              "blob-missing",
              "entry " + index,
              "names blob "
                  + match.group(1)
                  + ", which is not here; put a copy of it back from a mirror"));
    }
  }
}
