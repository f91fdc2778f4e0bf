package org.cairn.ledger.witness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;

/**
 * The body of an add-checkpoint request (C2SP tlog-witness). Immutable.
 *
 * <pre>
 * old 4
 * [up to 63 hashes of a consistency proof, in base64, a line each]
 *
 * [the checkpoint, with its signatures]
 * </pre>
 *
 * @param old size of the tree that the sender thinks the witness has
 * @param proof that the tree of that size is the beginning of the checkpoint's
 */
record AddCheckpoint(long old, List<Hash> proof, SignedNote checkpoint) {
  /** As many as a tree of 2^63 - 1 leaves can need. */
  static final int MAX_PROOF = 63;

  /** All lines of a proof, and a note of the largest size. */
  static final int MAX_BYTES = SignedNote.MAX_BYTES + 4096;

  private static final String CODE = "witness-request";
  private static final String OLD = "old ";

  AddCheckpoint {
    proof = List.copyOf(proof);
  }

  /**
   * @throws RefusedException {@code witness-request}, or what the note is refused for
   */
  static AddCheckpoint parse(byte[] body) throws RefusedException {
    if (body.length > MAX_BYTES) {
      throw RefusedException.expected(
          CODE, "request", "at most " + MAX_BYTES + " bytes", body.length + "");
    }
    // One character a byte: only the note behind the empty line may hold others than ASCII.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    int at = text.indexOf('\n');
    if (at < 0 || !text.startsWith(OLD)) {
      throw RefusedException.expected(CODE, "line 1", "'old' and a size", "another line");
    }
    long old = Checkpoint.parseSize(text.substring(OLD.length(), at), CODE, "line 1");
    List<Hash> proof = new ArrayList<>();
    int start = at + 1;
    while (true) {
      String where = "line " + (2 + proof.size());
      int end = text.indexOf('\n', start);
      if (end < 0) {
        throw RefusedException.expected(
            CODE, where, "an empty line before the checkpoint", "the end of the request");
      }
      if (end == start) {
        break;
      }
      if (proof.size() == MAX_PROOF) {
        throw RefusedException.expected(CODE, where, "at most " + MAX_PROOF + " hashes", "more");
      }
      proof.add(Hash.parseBase64(text.substring(start, end), CODE, where));
      start = end + 1;
    }
    byte[] note = new byte[body.length - start - 1];
    System.arraycopy(body, start + 1, note, 0, note.length);
    return new AddCheckpoint(old, proof, SignedNote.parse(note));
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder(OLD).append(old).append('\n');
    proof.forEach(hash -> head.append(hash.base64()).append('\n'));
    head.append('\n');
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(checkpoint.bytes());
    return body.toByteArray();
  }
}
