package org.cairn.ledger.note;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.StrictBase64;

/**
 * A proof file, {@code .tlog-proof} (C2SP tlog-proof@v1): that an entry is in a log, with the
 * checkpoint that says so.
 *
 * <pre>
 * c2sp.org/tlog-proof@v1
 * extra BASE64          (may be absent; nothing vouches for it)
 * index 173
 * hashes in base64, the leaf's sibling first
 * (empty line)
 * the checkpoint, as it is
 * </pre>
 *
 * Immutable.
 *
 * @param checkpoint the whole signed note
 */
public record TlogProof(
    Optional<String> extra, long index, List<Hash> hashes, SignedNote checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String CODE = "proof-format";

  /** A tree of 2^63 leaves needs no more. */
  private static final int MAX_HASHES = 63;

  public TlogProof {
    hashes = List.copyOf(hashes);
  }

  /**
   * @throws RefusedException {@code proof-format}, and what {@link SignedNote#parse} throws
   */
  public static TlogProof parse(byte[] file) throws RefusedException {
    if (file.length > SignedNote.MAX_BYTES * 2) {
      throw RefusedException.expected(
          CODE, "proof", "at most " + SignedNote.MAX_BYTES * 2 + " bytes", file.length + " bytes");
    }
    // Latin-1 keeps every byte; the checkpoint reads its own bytes as UTF-8.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw RefusedException.expected(CODE, "proof", "an empty line before the checkpoint", "none");
    }
    String[] lines = text.substring(0, end).split("\n", -1);
    if (!lines[0].equals(HEADER)) {
      throw RefusedException.expected(CODE, "line 1", HEADER, "another text");
    }
    int at = 1;
    Optional<String> extra = Optional.empty();
    if (at < lines.length && lines[at].startsWith("extra ")) {
      extra = Optional.of(lines[at].substring("extra ".length()));
      StrictBase64.decode(extra.get(), CODE, "line 2");
      at++;
    }
    if (at >= lines.length || !lines[at].startsWith("index ")) {
      throw RefusedException.expected(CODE, "line " + (at + 1), "'index ' and a number", "none");
    }
    String digits = lines[at].substring("index ".length());
    long index = Checkpoint.parseSize(digits, CODE, "line " + (at + 1));
    List<Hash> hashes = readHashes(lines, at + 1);
    byte[] rest = text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1);
    return new TlogProof(extra, index, hashes, SignedNote.parse(rest));
  }

  private static List<Hash> readHashes(String[] lines, int from) throws RefusedException {
    if (lines.length - from > MAX_HASHES) {
      throw RefusedException.expected(
          CODE, "proof", "at most " + MAX_HASHES + " hashes", (lines.length - from) + " hashes");
    }
    List<Hash> hashes = new ArrayList<>();
    for (int at = from; at < lines.length; at++) {
      hashes.add(Hash.parseBase64(lines[at], CODE, "line " + (at + 1)));
    }
    return hashes;
  }

  /** The file's bytes. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(base64 -> text.append("extra ").append(base64).append('\n'));
    text.append("index ").append(index).append('\n');
    hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
    text.append('\n');
    byte[] head = text.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] note = checkpoint.bytes();
    byte[] file = new byte[head.length + note.length];
    System.arraycopy(head, 0, file, 0, head.length);
    System.arraycopy(note, 0, file, head.length, note.length);
    return file;
  }

  /** What a note may carry beside the proof, decoded. */
  public Optional<byte[]> extraBytes() {
    return extra.map(Base64.getDecoder()::decode);
  }

  /**
   * Checks that this entry is in a log the policy trusts.
   *
   * @param entry its exact bytes
   * @param now the verifier's clock
   * @throws RefusedException what {@link TrustPolicy#verify} and {@link Merkle#verifyInclusion}
   *     throw
   */
  public TrustPolicy.Accepted verify(byte[] entry, TrustPolicy policy, Instant now)
      throws RefusedException {
    TrustPolicy.Accepted accepted = policy.verify(checkpoint.bytes(), now);
    Merkle.verifyInclusion(Merkle.leafHash(entry), index, accepted.checkpoint().head(), hashes);
    return accepted;
  }
}
