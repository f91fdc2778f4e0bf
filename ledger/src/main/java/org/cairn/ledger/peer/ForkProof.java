package org.cairn.ledger.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;

/**
 * Proof that a log signed two histories, which it cannot deny: it stands alone, and is verified
 * with nothing but the log's key. A format of our own:
 *
 * <pre>
 * cairn.fork/v1
 * beginning ROOT        how the larger tree begins: its root at the size of the smaller one, base64
 * proof N               hashes of the consistency proof from there to the larger tree
 * N lines of a hash each, in base64
 * checkpoint BYTES
 * the smaller checkpoint, that many bytes
 * checkpoint BYTES
 * the larger checkpoint; of the same size, where the roots alone contradict each other
 * </pre>
 *
 * Immutable.
 *
 * @param smaller with its signatures
 * @param larger with its signatures, at least as large as the other
 */
public record ForkProof(SignedNote smaller, SignedNote larger, Beginning beginning) {
  private static final String HEADER = "cairn.fork/v1";
  private static final String CODE = "fork-format";

  /** A tree of 2^63 leaves needs no more. */
  private static final int MAX_HASHES = 64;

  /** Two notes, a proof, and the words between. */
  private static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES + 8192;

  /**
   * What a proof shows.
   *
   * @param origin of the log that signed both
   */
  public record Shown(String origin, long smallerSize, long largerSize) {
    @Override
    public String toString() {
      return "log '"
          + origin
          + "' signed two histories: the tree of size "
          + largerSize
          + " does not begin with the tree of size "
          + smallerSize;
    }
  }

  /**
   * Checks everything.
   *
   * @param keys of the log, as the verifier has them from a source of its own
   * @throws RefusedException {@code fork-not-proven}, {@code compare-signature}, {@code
   *     note-signature}, {@code consistency-root}, {@code consistency-length}
   */
  public Shown verify(Collection<VerifierKey> keys) throws RefusedException {
    Checkpoint small = SplitView.signed(keys, smaller);
    Checkpoint large = SplitView.signed(keys, larger);
    if (!small.origin().equals(large.origin()) || small.size() > large.size()) {
      throw RefusedException.expected(
          "fork-not-proven", "checkpoints", "two of one log, the smaller first", "others");
    }
    beginning.requireLeadsTo(large.head(), small.size());
    if (beginning.root().equals(small.head().root())) {
      throw new RefusedException(
          new Fault(
              "fork-not-proven",
              "checkpoints",
              "the larger tree begins with the smaller one: this is one history"));
    }
    return new Shown(small.origin(), small.size(), large.size());
  }

  /** The file's bytes. */
  public byte[] bytes() {
    StringBuilder head = new StringBuilder(HEADER).append('\n');
    head.append("beginning ").append(beginning.root().base64()).append('\n');
    head.append("proof ").append(beginning.proof().size()).append('\n');
    beginning.proof().forEach(hash -> head.append(hash.base64()).append('\n'));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(head.toString().getBytes(US_ASCII));
    for (SignedNote note : List.of(smaller, larger)) {
      byte[] content = note.bytes();
      file.writeBytes(("checkpoint " + content.length + "\n").getBytes(US_ASCII));
      file.writeBytes(content);
    }
    return file.toByteArray();
  }

  /**
   * The reverse of {@link #bytes}; nothing is verified yet.
   *
   * @throws RefusedException {@code fork-format}, and what {@link SignedNote#parse} throws
   */
  public static ForkProof parse(byte[] file) throws RefusedException {
    if (file.length > MAX_BYTES) {
      throw RefusedException.expected(
          CODE, "file", "at most " + MAX_BYTES + " bytes", file.length + " bytes");
    }
    Lines lines = new Lines(file);
    if (!lines.next().equals(HEADER)) {
      throw RefusedException.expected(CODE, "line 1", HEADER, "another text");
    }
    Hash root = Hash.parseBase64(lines.after("beginning "), CODE, "line 2");
    int count = lines.number("proof ", MAX_HASHES);
    List<Hash> proof = new ArrayList<>();
    for (int hash = 0; hash < count; hash++) {
      proof.add(Hash.parseBase64(lines.next(), CODE, "hash " + hash));
    }
    SignedNote smaller = SignedNote.parse(lines.take("smaller"));
    SignedNote larger = SignedNote.parse(lines.take("larger"));
    if (lines.at != file.length) {
      throw RefusedException.expected(
          CODE, "end", "nothing after the larger checkpoint", (file.length - lines.at) + " bytes");
    }
    return new ForkProof(smaller, larger, new Beginning(root, proof));
  }

  /** Reads a file from its start to its end. */
  private static final class Lines {
    final byte[] file;
    int at;

    Lines(byte[] file) {
      this.file = file;
    }

    String next() throws RefusedException {
      int end = at;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      if (end == file.length) {
        throw RefusedException.expected(CODE, "byte " + at, "a line", "the end of the file");
      }
      String line = new String(file, at, end - at, ISO_8859_1);
      at = end + 1;
      return line;
    }

    String after(String word) throws RefusedException {
      int start = at;
      String line = next();
      if (!line.startsWith(word)) {
        throw RefusedException.expected(
            CODE, "byte " + start, "a line that starts with '" + word + "'", "another");
      }
      return line.substring(word.length());
    }

    int number(String word, int most) throws RefusedException {
      int start = at;
      long number = Checkpoint.parseSize(after(word), CODE, "byte " + start);
      if (number > most) {
        throw RefusedException.expected(CODE, "byte " + start, "at most " + most, "" + number);
      }
      return (int) number;
    }

    byte[] take(String which) throws RefusedException {
      int length = number("checkpoint ", SignedNote.MAX_BYTES);
      if (file.length - at < length) {
        throw RefusedException.expected(
            CODE, "the " + which + " checkpoint", length + " bytes", (file.length - at) + "");
      }
      at += length;
      return Arrays.copyOfRange(file, at - length, at);
    }
  }
}
