package org.cairn.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.storage.DurableFile;

/**
 * The size each witness cosigned last, so that the next request starts there. Only hints: a wrong
 * one costs a second request and nothing else, since the witness says what it has. Thread-safe.
 *
 * <p>In a file a line each: {@code size vkey}.
 */
public final class WitnessSizes {
  private static final String CODE = "witness-sizes";

  /** Many times what a node with many witnesses needs. */
  private static final int MAX_BYTES = 1 << 20;

  /** By vkey. */
  private final Map<String, Long> sizes = new TreeMap<>();

  /** Knows none yet. */
  public WitnessSizes() {}

  /** What is in a file; nothing where it does not exist or is not in form. */
  public static WitnessSizes load(Path file) throws IOException {
    WitnessSizes loaded = new WitnessSizes();
    try {
      if (Files.size(file) <= MAX_BYTES) {
        for (String line : Files.readAllLines(file, UTF_8)) {
          String[] words = line.split(" ", 2);
          if (words.length == 2) {
            loaded.sizes.put(words[1], Checkpoint.parseSize(words[0], CODE, file.toString()));
          }
        }
      }
      return loaded;
    } catch (NoSuchFileException nothingYet) {
      return loaded;
    } catch (RefusedException | CharacterCodingException damaged) {
      // Hints: asking anew is cheaper than asking a person.
      return new WitnessSizes();
    }
  }

  public void save(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    synchronized (this) {
      sizes.forEach((key, size) -> text.append(size).append(' ').append(key).append('\n'));
    }
    DurableFile.replace(file, text.toString().getBytes(UTF_8));
  }

  /** 0 where the witness has not cosigned yet. */
  synchronized long of(VerifierKey witness) {
    return sizes.getOrDefault(witness.text(), 0L);
  }

  synchronized void cosigned(VerifierKey witness, long size) {
    sizes.put(witness.text(), size);
  }
}
