package org.cairn.ledger.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.storage.DurableFile;
import org.jspecify.annotations.Nullable;

/**
 * Content of any size, kept in files named by its SHA-256: {@code sha256/ab/cd/<64 hex digits>}.
 * Thread-safe, also between processes: whoever puts the same content puts the same file.
 *
 * <p>Content goes in as a stream and is never in memory whole. A file appears complete, forced to
 * disk, or not at all. Every read verifies: what does not have its hash is never handed out as the
 * blob.
 */
public final class BlobStore {
  private static final String ALGORITHM = "sha256";
  private static final int BUFFER = 1 << 16;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path root;

  /**
   * @param root created with the first blob
   */
  public BlobStore(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** Where a blob is or would be. */
  public Path path(Hash hash) {
    String hex = hash.hex();
    return root.resolve(ALGORITHM)
        .resolve(hex.substring(0, 2))
        .resolve(hex.substring(2, 4))
        .resolve(hex);
  }

  /** Puts content that is in memory already; see {@link #put(InputStream, long)}. */
  public Hash put(byte[] content) throws IOException {
    Hash hash = Hash.of(Sha256.of(content));
    if (!holds(hash)) {
      keep(stage(new ByteArrayInputStream(content), content.length), hash);
    }
    return hash;
  }

  /**
   * Reads a stream to its end and keeps it. Content that is there already is kept once; a damaged
   * file with its name is replaced by this sound copy.
   *
   * @param maxBytes more are refused
   * @return the content's hash, when the content is on stable storage
   * @throws RefusedException {@code blob-size}; nothing is kept
   * @throws IOException when the stream or the disk fails; nothing is kept
   */
  public Hash put(InputStream content, long maxBytes) throws IOException, RefusedException {
    Staged staged = stage(content, maxBytes);
    if (staged.length > maxBytes) {
      Files.delete(staged.file);
      throw RefusedException.expected(
          "blob-size", "blob", "at most " + maxBytes + " bytes", "more");
    }
    if (holds(staged.hash)) {
      Files.delete(staged.file);
    } else {
      keep(staged, staged.hash);
    }
    return staged.hash;
  }

  /**
   * Puts a copy in place of a blob that is damaged or gone.
   *
   * @throws RefusedException {@code blob-copy} when the copy is not that blob; nothing is changed
   */
  public void repair(Hash hash, InputStream copy, long maxBytes)
      throws IOException, RefusedException {
    Staged staged = stage(copy, maxBytes);
    if (staged.length > maxBytes || !staged.hash.equals(hash)) {
      Files.delete(staged.file);
      throw RefusedException.expected(
          "blob-copy",
          "copy offered for blob " + hash.hex(),
          "content with this SHA-256",
          staged.length > maxBytes ? "more than " + maxBytes + " bytes" : staged.hash.hex());
    }
    keep(staged, hash);
  }

  /** Whether the blob is here and sound: it is read through. */
  public boolean holds(Hash hash) throws IOException {
    return check(hash).isEmpty();
  }

  /**
   * Reads a blob through.
   *
   * @return {@code blob-missing} or {@code blob-damaged}, or nothing when it is sound
   */
  public Optional<Fault> check(Hash hash) throws IOException {
    Path file = path(hash);
    try (FileChannel channel = open(file)) {
      Hash found = hashOf(channel);
      return found.equals(hash) ? Optional.empty() : Optional.of(damaged(file, hash, found));
    } catch (NoSuchFileException e) {
      return Optional.of(
          new Fault(
              "blob-missing",
              file.toString(),
              "blob " + hash.hex() + " is not here; put a copy of it back from a mirror"));
    }
  }

  /**
   * A blob's content. It is verified before the first byte is handed out, and again while it is
   * read.
   *
   * @return to be closed by the caller
   * @throws IntegrityException {@code blob-missing}, {@code blob-damaged}; from the stream too, at
   *     its end, when the file was altered meanwhile
   */
  public InputStream open(Hash hash) throws IOException {
    Optional<Fault> fault = check(hash);
    if (fault.isPresent()) {
      throw new IntegrityException(fault.get());
    }
    Path file = path(hash);
    return new Verifying(Channels.newInputStream(open(file)), file, hash);
  }

  /**
   * A small blob in memory.
   *
   * @throws RefusedException {@code blob-size}
   * @throws IntegrityException as {@link #open}
   */
  public byte[] read(Hash hash, int maxBytes) throws IOException, RefusedException {
    try (InputStream content = open(hash)) {
      byte[] bytes = content.readNBytes(maxBytes);
      if (content.read() >= 0) {
        throw RefusedException.expected(
            "blob-size", "blob " + hash.hex(), "at most " + maxBytes + " bytes", "more");
      }
      return bytes;
    }
  }

  /**
   * Checks every file of the store. Left-overs of a stopped write are passed over.
   *
   * @param faults {@code blob-damaged}, and {@code blob-name} for files that are no blobs
   * @return the number of blobs
   */
  public long scrub(Consumer<Fault> faults) throws IOException {
    return scrub(faults, () -> {});
  }

  /** What is done between one file and the next. */
  @FunctionalInterface
  public interface Between {
    void step() throws IOException;
  }

  /** The same with something done before each file. */
  public long scrub(Consumer<Fault> faults, Between between) throws IOException {
    if (!Files.isDirectory(root)) {
      return 0;
    }
    long[] blobs = {0};
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
            || file.toString().endsWith(DurableFile.TEMPORARY)) {
          continue;
        }
        String name = String.valueOf(file.getFileName());
        if (!NAME.matcher(name).matches() || !path(hash(name)).equals(file)) {
          faults.accept(
              Fault.expected(
                  "blob-name", file.toString(), "only " + ALGORITHM + "/ab/cd/<hash>", "this"));
          continue;
        }
        blobs[0]++;
        between.step();
        check(hash(name)).ifPresent(faults);
      }
    } catch (UncheckedIOException e) {
      throw new IOException("The blobs could not be listed: " + e.getMessage(), e);
    }
    return blobs[0];
  }

  private static Hash hash(String hex) {
    return Hash.of(HexFormat.of().parseHex(hex));
  }

  /** A forced file beside the blobs, not yet one of them. */
  private record Staged(Path file, Hash hash, long length) {}

  private Staged stage(InputStream content, long maxBytes) throws IOException {
    Path folder = root.resolve(ALGORITHM);
    createFolders(folder);
    Path file = DurableFile.temporaryBeside(folder.resolve("incoming"));
    MessageDigest digest = Sha256.start();
    boolean complete = false;
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        OutputStream out = Channels.newOutputStream(channel)) {
      byte[] buffer = new byte[BUFFER];
      long length = 0;
      int read = content.read(buffer);
      while (read >= 0 && length <= maxBytes) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        length += read;
        read = content.read(buffer);
      }
      channel.force(true);
      complete = true;
      return new Staged(file, Hash.of(digest.digest()), length);
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void keep(Staged staged, Hash hash) throws IOException {
    Path target = path(hash);
    Path folder = Objects.requireNonNull(target.getParent());
    createFolders(folder);
    // Held open from before the renaming: a fault of the disk in between shows when it is forced.
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      Files.move(
          staged.file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      entries.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(staged.file);
      throw e;
    }
  }

  /** Creates what is missing of the path, and forces each name that came with it. */
  private static void createFolders(@Nullable Path folder) throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createFolders(parent);
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
      try (FileChannel entries = FileChannel.open(parent, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  /** No link is followed: it could lead to another file tomorrow. */
  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private static Hash hashOf(FileChannel channel) throws IOException {
    MessageDigest digest = Sha256.start();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (channel.read(buffer) >= 0) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    return Hash.of(digest.digest());
  }

  private static Fault damaged(Path file, Hash hash, Hash found) {
    return new Fault(
        "blob-damaged",
        file.toString(),
        "expected content with SHA-256 "
            + hash.hex()
            + ", found "
            + found.hex()
            + "; replace it by a copy from a mirror");
  }

  /** Hashes what passes; its end is refused when the whole was not the blob. */
  private static final class Verifying extends InputStream {
    private final InputStream in;
    private final Path file;
    private final Hash hash;
    private final MessageDigest digest = Sha256.start();
    private boolean ended;

    Verifying(InputStream in, Path file, Hash hash) {
      this.in = in;
      this.file = file;
      this.hash = hash;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      if (read > 0) {
        digest.update(target, offset, read);
      } else if (read < 0 && !ended) {
        ended = true;
        Hash found = Hash.of(digest.digest());
        if (!found.equals(hash)) {
          throw new IntegrityException(damaged(file, hash, found));
        }
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
