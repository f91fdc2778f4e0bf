package org.cairn.register;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.record.Disclosure;
import org.cairn.ledger.record.Disclosures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where in the vault each disclosure is, as it was when this was made or last went on: some dozen
 * bytes for each. Their values are read when they are asked for; records that were added together
 * find them in one file. Thread-safe.
 */
final class VaultIndex {
  /** A file's content is kept for the records that come next, up to so many bytes of all files. */
  private static final int KEPT_BYTES = 16 << 20;

  private final ReadWriteLock growing = new ReentrantReadWriteLock();

  /** Guarded by {@link #growing}. */
  private final List<Path> files = new ArrayList<>();

  /** Guarded by {@link #growing}. */
  private final DigestTable lines = new DigestTable();

  /** By number, the last used last. Guarded by itself. */
  private final Map<Integer, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** Guarded by {@link #kept}. */
  private long keptBytes;

  private VaultIndex() {}

  /**
   * Reads through the whole vault.
   *
   * @throws RefusedException {@code disclosure-…} for a line that is none, with file and line
   */
  static VaultIndex of(Vault vault) throws IOException, RefusedException {
    VaultIndex index = new VaultIndex();
    index.goOn(vault);
    return index;
  }

  /**
   * Reads through what came since.
   *
   * @throws RefusedException as {@link #of}
   */
  void goOn(Vault vault) throws IOException, RefusedException {
    growing.writeLock().lock();
    try {
      Set<Path> known = new HashSet<>(files);
      for (Path file : vault.files()) {
        if (known.contains(file)) {
          continue;
        }
        byte[] content = Files.readAllBytes(file);
        if (!Vault.isNamedFor(file, content)) {
          vault.requireDisclosures(file);
        }
        files.add(file);
        index(content, files.size() - 1, lines);
      }
    } finally {
      growing.writeLock().unlock();
    }
  }

  private static void index(byte[] content, int file, DigestTable lines) {
    MessageDigest sha256 = Sha256.start();
    int from = 0;
    while (from < content.length) {
      int to = end(content, from);
      if (to > from) {
        sha256.update(content, from, to - from);
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
        lines.add(digest, (long) file << 32 | from);
      }
      from = to + 1;
    }
  }

  private static int end(byte[] content, int from) {
    int to = from;
    while (to < content.length && content[to] != '\n') {
      to++;
    }
    return to;
  }

  /** The record with everything known of it back in its place. */
  ObjectNode reveal(ObjectNode record) throws IOException, RefusedException {
    List<Disclosure> own = new ArrayList<>();
    for (JsonNode digests : record.findValues("_sd")) {
      for (JsonNode digest : digests.values()) {
        find(digest.asString("")).ifPresent(own::add);
      }
    }
    return Disclosures.reveal(record, own);
  }

  private Optional<Disclosure> find(String digest) throws IOException, RefusedException {
    long place;
    int file;
    Path path;
    growing.readLock().lock();
    try {
      if (!lines.has(digest)) {
        return Optional.empty();
      }
      place = lines.get(digest);
      file = (int) (place >>> 32);
      path = files.get(file);
    } finally {
      growing.readLock().unlock();
    }
    int from = (int) place;
    byte[] content = content(file, path);
    String line = new String(content, from, end(content, from) - from, ISO_8859_1);
    Disclosure disclosure = Disclosure.parse(line);
    if (!disclosure.digest().equals(digest)) {
      throw new RefusedException(
          new Fault(
              "vault-file-changed",
              path.toString(),
              "it was changed while it was read; try again, or restore it from a backup of the"
                  + " vault"));
    }
    return Optional.of(disclosure);
  }

  private byte[] content(int file, Path path) throws IOException {
    synchronized (kept) {
      byte[] known = kept.get(file);
      if (known != null) {
        return known;
      }
      byte[] content = Files.readAllBytes(path);
      kept.put(file, content);
      keptBytes += content.length;
      var oldest = kept.entrySet().iterator();
      while (keptBytes > KEPT_BYTES && kept.size() > 1) {
        keptBytes -= oldest.next().getValue().length;
        oldest.remove();
      }
      return content;
    }
  }
}
