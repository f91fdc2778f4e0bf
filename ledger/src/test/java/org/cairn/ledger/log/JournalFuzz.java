package org.cairn.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.fuzz.FuzzTarget;

/**
 * Segments of the journal. The first byte says whether the rest is a segment, or the payload of a
 * record that is sealed here as a segment seals it: the digest would stop all else.
 */
public final class JournalFuzz implements FuzzTarget {
  private static final byte SEALED = 's';
  private static final byte[] HEADER = "cairn journal 1\n".getBytes(UTF_8);
  private static final byte[] MARK = "0123456789abcdef".getBytes(UTF_8);
  private static final Path FILE = Path.of("state", "journal.00000000000000000001");

  @Override
  public List<byte[]> seeds() throws IOException {
    Path state = Files.createTempDirectory("journal");
    try (var folder = Disk.REAL.openFolder(state);
        JournalSegment segment =
            JournalSegment.create(Disk.REAL, state, folder, 1, step(0, "empty", List.of()))) {
      segment.append(step(0, "checkpoint", List.of("one".getBytes(UTF_8), new byte[0])));
      segment.append(step(2, "another", List.of("two".getBytes(UTF_8))));
      byte[] whole = Files.readAllBytes(segment.file());
      Files.delete(segment.file());
      Files.delete(state);
      byte[] payload = {0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 2, 'c', 'p', 0, 1, 'e', 0, 0};
      return List.of(prefixed((byte) 'w', whole), prefixed(SEALED, payload));
    }
  }

  private static JournalSegment.Step step(long oldSize, String checkpoint, List<byte[]> entries) {
    return new JournalSegment.Step(
        oldSize, checkpoint.getBytes(UTF_8), JournalSegment.encode(entries));
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
    List<JournalSegment.Step> steps = JournalSegment.parse(FILE, content);
    int bytes = HEADER.length + MARK.length;
    for (JournalSegment.Step step : steps) {
      List<byte[]> entries = JournalSegment.entries(FILE, step);
      bytes += 52 + 12 + step.checkpoint().length + JournalSegment.encode(entries).length;
    }
    FuzzTarget.require(bytes <= content.length, "no more is read than the segment holds");
    FuzzTarget.require(
        !sealed || bytes == content.length && isSame(steps.getFirst(), rest),
        "a step is read as it was sealed");
  }

  private static boolean isSame(JournalSegment.Step step, byte[] payload)
      throws IntegrityException {
    byte[] entries = JournalSegment.encode(JournalSegment.entries(FILE, step));
    ByteBuffer again = ByteBuffer.allocate(12 + step.checkpoint().length + entries.length);
    again.putLong(step.oldSize()).putInt(step.checkpoint().length);
    return Arrays.equals(again.put(step.checkpoint()).put(entries).array(), payload);
  }

  private static byte[] sealed(byte[] payload) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(new byte[32]);
    byte[] digest = sha256.digest(payload);
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(HEADER);
    segment.writeBytes(MARK);
    segment.writeBytes(MARK);
    segment.writeBytes(ByteBuffer.allocate(4).putInt(payload.length).array());
    segment.writeBytes(digest);
    segment.writeBytes(payload);
    return segment.toByteArray();
  }
}
