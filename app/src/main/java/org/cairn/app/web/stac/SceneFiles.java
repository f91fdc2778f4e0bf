package org.cairn.app.web.stac;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.web.review.AlertRecords;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.register.SceneHit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files that scenes were read from: where elsewhere they are, and those of this machine
 * themselves, as long as they are what the run read. Thread-safe.
 */
final class SceneFiles {
  private static final int MOST_BYTES = 32 << 20;

  /** Of the ranges that a run read, so many of the first are held against the file. */
  private static final int RANGES = 4;

  private final AlertRecords records;
  private final BlobStore blobs;
  private final Kept<Long, List<Source>> sources = new Kept<>(2_048, list -> 1L + list.size());

  /** By the state of the file: whether it is what was read does not change without that. */
  private final Kept<String, Boolean> sound = new Kept<>(4_096, each -> 1);

  SceneFiles(AlertRecords records, BlobStore blobs) {
    this.records = records;
    this.blobs = blobs;
  }

  /** A range of bytes that a run read. */
  record Read(long offset, int length, String sha256) {}

  /**
   * A file of a scene.
   *
   * @param asset key in the item
   * @param read the first few ranges
   */
  record Source(String asset, URI href, List<Read> read) {
    Source {
      read = List.copyOf(read);
    }

    boolean isHere() {
      return "file".equals(scheme());
    }

    boolean isElsewhere() {
      return "http".equals(scheme()) || "https".equals(scheme());
    }

    private String scheme() {
      String scheme = href.getScheme();
      return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }
  }

  /** None where the record names none, or its list is not what was recorded. */
  List<Source> list(SceneHit scene) throws IOException, RefusedException {
    return sources.get(scene.entry(), () -> read(records.read(scene.entry())));
  }

  private List<Source> read(JsonNode record) throws IOException, RefusedException {
    String blob = record.path("blob").asString("");
    if (!blob.matches("sha256:[0-9a-f]{64}")) {
      return List.of();
    }
    List<Source> all = new ArrayList<>();
    try {
      Hash hash = Hash.of(HexFormat.of().parseHex(blob.substring("sha256:".length())));
      JsonNode reads =
          JsonMapper.shared().readTree(new String(blobs.read(hash, MOST_BYTES), UTF_8));
      for (JsonNode asset : reads.path("assets").values()) {
        source(asset).ifPresent(all::add);
      }
    } catch (IntegrityException | JacksonException doubtful) {
      return List.of(); // 'cairn ledger verify' and the scrub tell of it.
    }
    return List.copyOf(all);
  }

  private static Optional<Source> source(JsonNode asset) {
    List<Read> read = new ArrayList<>();
    for (JsonNode range : asset.path("ranges").values()) {
      if (read.size() < RANGES) {
        read.add(
            new Read(
                range.path(0).asLong(-1), range.path(1).asInt(-1), range.path(2).asString("")));
      }
    }
    try {
      return Optional.of(
          new Source(
              asset.path("asset").asString(""), new URI(asset.path("href").asString("")), read));
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }

  /**
   * A file of this machine.
   *
   * @return nothing where it is gone, is no GeoTIFF, or is no longer what the run read
   */
  Optional<Content> file(Source source) throws IOException, RefusedException {
    if (!source.isHere() || source.read().isEmpty()) {
      return Optional.empty();
    }
    Path file;
    try {
      file = Path.of(source.href());
    } catch (IllegalArgumentException | FileSystemNotFoundException noPath) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
    String state =
        file + "\n" + is.size() + "\n" + is.lastModifiedTime().toInstant() + "\n" + is.fileKey();
    String tag = HexFormat.of().formatHex(Sha256.of(state.getBytes(UTF_8)));
    boolean asRead = sound.get(tag + source.asset(), () -> isAsRead(file, source.read()));
    return asRead ? Optional.of(new Content.InFile(file, is.size(), tag)) : Optional.empty();
  }

  private static boolean isAsRead(Path file, List<Read> read) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (!isTiff(bytes(channel, 0, 4))) {
        return false;
      }
      for (Read one : read) {
        boolean possible =
            one.offset() >= 0 && one.length() > 0 && one.length() <= channel.size() - one.offset();
        if (!possible
            || !MessageDigest.isEqual(
                Sha256.of(bytes(channel, one.offset(), one.length())), hash(one.sha256()))) {
          return false;
        }
      }
      return true;
    }
  }

  private static byte[] hash(String hex) {
    return hex.matches("[0-9a-f]{64}") ? HexFormat.of().parseHex(hex) : new byte[0];
  }

  /** TIFF 6.0, section 2; 43 is BigTIFF. */
  private static boolean isTiff(byte[] begins) {
    boolean little = begins[0] == 'I' && begins[1] == 'I' && begins[3] == 0;
    boolean big = begins[0] == 'M' && begins[1] == 'M' && begins[2] == 0;
    int version = little ? begins[2] : begins[3];
    return (little || big) && (version == 42 || version == 43);
  }

  private static byte[] bytes(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
      // Until it is full; what the file does not have stays 0.
    }
    return buffer.array();
  }
}
