package org.cairn.ledger.timestamp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.storage.DurableFile;

/**
 * Tokens beside the checkpoints they are about:
 *
 * <pre>
 * &lt;SHA-256 of the checkpoint, hex&gt;/checkpoint                     the exact bytes
 *                                 checkpoint.AUTHORITY.tsr       its TimeStampResp, as it came
 *                                 checkpoint.AUTHORITY.refused-N an answer that did not hold, N 1 to 8
 * pending/&lt;SHA-256, hex&gt;.json                                    requests without a token yet
 * unrecorded/&lt;SHA-256, hex&gt;.AUTHORITY                           a token that no entry of the log names yet
 * lock                                                           of the queue at work
 * </pre>
 *
 * {@code openssl ts -verify -data checkpoint -in checkpoint.AUTHORITY.tsr -CAfile roots.pem} checks
 * one. Thread-safe for readers; the queue is the one writer, but for {@link #recorded}.
 */
public final class TimestampStore {
  /** A note is at most as long. */
  static final int MAX_CHECKPOINT_BYTES = 64 * 1024;

  static final int MAX_REFUSED = 8;

  private static final String CHECKPOINT = "checkpoint";
  private static final String TOKEN = ".tsr";
  private static final String PENDING = "pending";
  private static final String UNRECORDED = "unrecorded";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern MARK = Pattern.compile("([0-9a-f]{64})\\.([a-z0-9-]+)");
  private static final String JSON = ".json";
  private static final int MAX_PENDING_BYTES = 4 * 1024 * 1024;

  private final Path folder;

  /** A token, by what it is about and whose it is. */
  public record TokenName(Hash checkpoint, String authority) {}

  /**
   * @param folder {@code ledger/timestamps}; where there is none, nothing is found
   */
  public TimestampStore(Path folder) {
    this.folder = folder;
  }

  /** Checkpoints that tokens were asked for, in the order of their hashes. */
  public List<Hash> listCheckpoints() throws IOException {
    var all = new ArrayList<Hash>();
    if (Files.isDirectory(folder)) {
      for (Path one : files(folder, "*")) {
        if (HEX.matcher(name(one)).matches()) {
          all.add(Hash.of(HexFormat.of().parseHex(name(one))));
        }
      }
    }
    return all;
  }

  /**
   * Checkpoints for which some authority has not given its token.
   *
   * @throws IntegrityException {@code timestamp-queue-format}
   */
  public List<Hash> listPending() throws IOException {
    var all = new ArrayList<Hash>();
    if (Files.isDirectory(folder.resolve(PENDING))) {
      for (Path file : files(folder.resolve(PENDING), "*" + JSON)) {
        all.add(hash(file, name(file).substring(0, name(file).length() - JSON.length())));
      }
    }
    return all;
  }

  /** Tokens that the log need not have named yet: {@link #recorded} takes them from this list. */
  public List<TokenName> listUnrecorded() throws IOException {
    var all = new ArrayList<TokenName>();
    Path marks = folder.resolve(UNRECORDED);
    if (Files.isDirectory(marks)) {
      for (Path file : files(marks, "*")) {
        Matcher name = MARK.matcher(name(file));
        if (name.matches() && TimestampAuthority.isId(name.group(2))) {
          all.add(new TokenName(Hash.of(HexFormat.of().parseHex(name.group(1))), name.group(2)));
        }
      }
    }
    return all;
  }

  /** The log names the token now. For the log's one writer. */
  public void recorded(TokenName token) throws IOException {
    Files.deleteIfExists(mark(token.checkpoint(), token.authority()));
  }

  /** Tokens over the checkpoint with this SHA-256, by authority; not checked. */
  public SortedMap<String, byte[]> listTokens(Hash checkpoint) throws IOException {
    Path beside = folderOf(checkpoint);
    var tokens = new TreeMap<String, byte[]>();
    if (!Files.isDirectory(beside)) {
      return Collections.unmodifiableSortedMap(tokens);
    }
    String before = CHECKPOINT + ".";
    for (Path file : files(beside, before + "*" + TOKEN)) {
      String name = name(file);
      tokens.put(
          name.substring(before.length(), name.length() - TOKEN.length()),
          read(file, TimestampVerifier.MAX_BYTES));
    }
    return Collections.unmodifiableSortedMap(tokens);
  }

  /** The token of one authority; not checked. */
  public Optional<byte[]> findToken(Hash checkpoint, String authority) throws IOException {
    Path file = tokenFile(checkpoint, authority);
    return Files.isRegularFile(file)
        ? Optional.of(read(file, TimestampVerifier.MAX_BYTES))
        : Optional.empty();
  }

  /**
   * The bytes that the tokens are about.
   *
   * @throws IntegrityException {@code timestamp-checkpoint}: the file is missing or another
   */
  public byte[] getCheckpoint(Hash checkpoint) throws IOException {
    Path file = folderOf(checkpoint).resolve(CHECKPOINT);
    byte[] bytes;
    try {
      bytes = read(file, MAX_CHECKPOINT_BYTES);
    } catch (NoSuchFileException e) {
      throw new IntegrityException(
          Fault.expected(
              "timestamp-checkpoint", file.toString(), "the checkpoint", "no file; restore it"),
          e);
    }
    if (!Hash.of(Sha256.of(bytes)).equals(checkpoint)) {
      throw new IntegrityException(
          Fault.expected(
              "timestamp-checkpoint",
              file.toString(),
              "bytes with SHA-256 " + checkpoint.hex(),
              "others; restore the file from a copy"));
    }
    return bytes;
  }

  boolean hasToken(Hash checkpoint, String authority) {
    return Files.isRegularFile(tokenFile(checkpoint, authority));
  }

  void create() throws IOException {
    createFolder(folder);
    createFolder(folder.resolve(PENDING));
    createFolder(folder.resolve(UNRECORDED));
  }

  Path folder() {
    return folder;
  }

  void writeCheckpoint(Hash checkpoint, byte[] bytes) throws IOException {
    Path beside = folderOf(checkpoint);
    createFolder(beside);
    removeTemporary(beside);
    DurableFile.replace(beside.resolve(CHECKPOINT), bytes);
  }

  void writeToken(Hash checkpoint, String authority, byte[] response) throws IOException {
    DurableFile.replace(tokenFile(checkpoint, authority), response);
  }

  /** Before the token: one without the other is passed over, a token without mark never named. */
  void writeUnrecorded(Hash checkpoint, String authority) throws IOException {
    DurableFile.replace(mark(checkpoint, authority), new byte[0]);
  }

  private Path mark(Hash checkpoint, String authority) {
    return folder.resolve(UNRECORDED).resolve(checkpoint.hex() + "." + authority);
  }

  /** Keeps an answer that did not hold, for whoever looks into it; beyond some, no more. */
  void keepRefused(Hash checkpoint, String authority, byte[] response) throws IOException {
    for (int number = 1; number <= MAX_REFUSED; number++) {
      Path file = folderOf(checkpoint).resolve(CHECKPOINT + "." + authority + ".refused-" + number);
      if (!Files.exists(file)) {
        DurableFile.replace(file, response);
        return;
      }
    }
  }

  void writePending(PendingCheckpoint pending) throws IOException {
    DurableFile.replace(pendingFile(pending.checkpoint()), pending.json());
  }

  void removePending(Hash checkpoint) throws IOException {
    Files.deleteIfExists(pendingFile(checkpoint));
    force(folder.resolve(PENDING));
  }

  /** All requests without a token; files that a crash left half-written are removed. */
  List<PendingCheckpoint> readPending() throws IOException {
    removeTemporary(folder.resolve(PENDING));
    var all = new ArrayList<PendingCheckpoint>();
    for (Path file : files(folder.resolve(PENDING), "*" + JSON)) {
      String name = name(file);
      Hash checkpoint = hash(file, name.substring(0, name.length() - JSON.length()));
      all.add(PendingCheckpoint.parse(checkpoint, read(file, MAX_PENDING_BYTES), file.toString()));
      if (Files.isDirectory(folderOf(checkpoint))) {
        removeTemporary(folderOf(checkpoint));
      }
    }
    return all;
  }

  private static Hash hash(Path file, String hex) throws IntegrityException {
    try {
      return Hash.of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new IntegrityException(
          Fault.expected(
              "timestamp-queue-format",
              file.toString(),
              "a name of 64 hex digits",
              "another; remove the file"),
          e);
    }
  }

  private Path folderOf(Hash checkpoint) {
    return folder.resolve(checkpoint.hex());
  }

  private Path tokenFile(Hash checkpoint, String authority) {
    if (!TimestampAuthority.isId(authority)) {
      throw new IllegalArgumentException("'" + authority + "' is no authority's id");
    }
    return folderOf(checkpoint).resolve(CHECKPOINT + "." + authority + TOKEN);
  }

  private Path pendingFile(Hash checkpoint) {
    return folder.resolve(PENDING).resolve(checkpoint.hex() + JSON);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static List<Path> files(Path folder, String glob) throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }

  private static void removeTemporary(Path folder) throws IOException {
    for (Path left : files(folder, "*" + DurableFile.TEMPORARY)) {
      Files.deleteIfExists(left);
    }
  }

  private static byte[] read(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IntegrityException(
            Fault.expected(
                "timestamp-file-size", file.toString(), "at most " + most + " bytes", "more"));
      }
      return bytes;
    }
  }

  private static void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      force(parent);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }
}
