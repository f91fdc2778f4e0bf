package org.cairn.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.fuzz.FuzzTarget;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;

/**
 * Segments of the journal. The first byte says whether the rest is a segment, or the payload of a
 * record that is sealed here as a segment seals it: the digest would stop all else.
 */
public final class JournalFuzz implements FuzzTarget {
  private static final byte SEALED = 's';
  private static final byte[] HEADER = "cairn journal 3\n".getBytes(UTF_8);
  private static final byte[] MARK = "0123456789abcdef".getBytes(UTF_8);
  private static final int CONTENT_HEAD = 1 + 8 + 4;
  private static final int DIGEST = 32;
  private static final Path FILE = Path.of("state", "journal.00000000000000000001");

  private final SigningKey key =
      SigningKey.generate("log.example/fuzz", VerifierKey.Kind.LOG, new SecureRandom());

  @Override
  public List<byte[]> seeds() throws IOException {
    Path state = Files.createTempDirectory("journal");
    JournalSegment.Step base = step(0, List.of());
    try (var folder = Disk.REAL.openFolder(state);
        JournalSegment segment =
            JournalSegment.create(
                Disk.REAL, state, folder, 1, base, Optional.empty(), JournalSize.STANDARD)) {
      JournalSegment.Step last = step(2, List.of("two".getBytes(UTF_8)));
      for (JournalSegment.Step step :
          List.of(step(0, List.of("one".getBytes(UTF_8), new byte[0])), last)) {
        segment.begin(step.entries());
        segment.complete(step);
      }
      byte[] whole = Arrays.copyOf(Files.readAllBytes(segment.file()), (int) segment.length());
      Files.delete(segment.file());
      Files.delete(state);
      return List.of(prefixed((byte) 'w', whole), prefixed(SEALED, payload(last)));
    }
  }

  private JournalSegment.Step step(long oldSize, List<byte[]> entries) {
    SignedNote note = LogCommitter.sign(key, Optional.empty(), TreeHead.EMPTY);
    return new JournalSegment.Step(oldSize, note, List.of(Entries.of(entries)), false);
  }

  /** A record without its mark and its digest. */
  private static byte[] payload(JournalSegment.Step step) {
    byte[] note = step.checkpoint().bytes();
    Entries entries = step.entries().getFirst();
    return ByteBuffer.allocate(4 + entries.bytes() + CONTENT_HEAD + note.length)
        .putInt(entries.bytes())
        .put(entries.encoded())
        .put((byte) (step.atRest() ? 1 : 0))
        .putLong(step.oldSize())
        .putInt(note.length)
        .put(note)
        .array();
  }

  private static byte[] prefixed(byte kind, byte[] content) {
    byte[] seed = new byte[1 + content.length];
    seed[0] = kind;
    System.arraycopy(content, 0, seed, 1, content.length);
    return seed;
  }

  @Override
  public void accept(byte[] input) throws IntegrityException {
    byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    boolean sealed = input.length > 0 && input[0] == SEALED;
    byte[] content = sealed ? sealed(rest) : rest;
    List<JournalSegment.Step> steps = JournalReader.parse(FILE, content);
    int bytes = HEADER.length + MARK.length;
    for (JournalSegment.Step step : steps) {
      bytes += MARK.length + payload(step).length + DIGEST;
    }
    FuzzTarget.require(bytes <= content.length, "no more is read than the segment holds");
    FuzzTarget.require(
        !sealed || bytes == content.length && Arrays.equals(payload(steps.getFirst()), rest),
        "a step is read as it was sealed");
  }

  private static byte[] sealed(byte[] payload) {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(HEADER);
    segment.writeBytes(MARK);
    segment.writeBytes(MARK);
    segment.writeBytes(payload);
    segment.writeBytes(digest(payload));
    return segment.toByteArray();
  }

  /** Of a payload that is none, any. */
  private static byte[] digest(byte[] payload) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(new byte[DIGEST]);
    int entries = payload.length < 4 ? -1 : ByteBuffer.wrap(payload).getInt();
    if (entries < 0 || entries > payload.length - 4) {
      return sha256.digest();
    }
    sha256.update(payload, 4 + entries, payload.length - 4 - entries);
    try {
      byte[] encoded = Arrays.copyOfRange(payload, 4, 4 + entries);
      sha256.update(Entries.parse(encoded, "payload").leaves());
    } catch (RefusedException noEntries) {
      return sha256.digest();
    }
    return sha256.digest();
  }
}
