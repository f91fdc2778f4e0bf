package org.cairn.register;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a snapshot of a backup consists of. One JSON object, its files last and a line each, so that
 * it can be written and read as it goes:
 *
 * <pre>
 * {"format":"cairn-backup","version":1,"kind":"node","snapshot":"20261129T020000Z",
 *  "time":"2026-11-29T02:00:00Z","software":"0.1.0","origin":"heritage.example.org/log",
 *  "size":1234,"root":BASE64,"left_out":["register.gpkg"],"damaged":["ledger/blobs/…"],
 *  "files":[
 *   {"path":"cairn.yaml","bytes":3011,"sha256":HEX,"modified":"1764378000.123456789"},…]}
 * </pre>
 *
 * @param snapshot its name, from the time it was begun, in UTC
 * @param time the same as ISO 8601 has it
 * @param software version of what wrote it
 * @param origin of the log
 * @param size of the log, in entries
 * @param root of the log at that size, base64
 * @param leftOut parts of the workspace that are not in it, by name
 * @param damaged files that were not taken since they are not what their name says
 */
record BackupManifest(
    Kind kind,
    String snapshot,
    String time,
    String software,
    String origin,
    long size,
    String root,
    List<String> leftOut,
    List<String> damaged,
    List<Entry> files) {
  static final String FORMAT = "cairn-backup";
  static final int VERSION = 1;

  /** A million files come to a quarter of it. */
  private static final long MAX_BYTES = 1L << 30;

  private static final int MAX_PATH = 400;
  private static final int MAX_TEXT = 1000;

  /** What {@link BackupFiles} takes; nothing that leads elsewhere, on any system. */
  private static final Pattern PATH =
      Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private static final Pattern NODE_PATH =
      Pattern.compile(
          "cairn\\.yaml|register\\.gpkg|[A-Za-z0-9_-]+\\.db|keys/(?:log|witness)\\.vkey|ledger/(?:log|blobs|timestamps|state)/.+|vault/.+");
  private static final Pattern KEYS_PATH =
      Pattern.compile("keys/(?:log\\.key|node\\.jwk|witness\\.key)(?:\\.next)?|keys/[a-z]+\\.vkey");

  static final Pattern SNAPSHOT = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  BackupManifest {
    leftOut = List.copyOf(leftOut);
    damaged = List.copyOf(damaged);
    files = List.copyOf(files);
  }

  /** What it is a copy of. */
  enum Kind {
    /** All but the private keys. */
    NODE,
    /** The private keys. */
    KEYS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One file.
   *
   * @param path in the workspace, with {@code /}
   * @param modified seconds since 1970 and nine digits after the point; empty where it was made for
   *     the backup
   */
  record Entry(String path, long bytes, Hash sha256, String modified) {}

  long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  void write(OutputStream stream) throws IOException {
    OutputStream out = new BufferedOutputStream(stream, 1 << 16);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("format", FORMAT);
      json.writeNumberProperty("version", VERSION);
      json.writeStringProperty("kind", kind.word());
      json.writeStringProperty("snapshot", snapshot);
      json.writeStringProperty("time", time);
      json.writeStringProperty("software", software);
      json.writeStringProperty("origin", origin);
      json.writeNumberProperty("size", size);
      json.writeStringProperty("root", root);
      texts(json, "left_out", leftOut);
      texts(json, "damaged", damaged);
      json.writeArrayPropertyStart("files");
      for (Entry file : files) {
        json.writeRaw("\n ");
        json.writeStartObject();
        json.writeStringProperty("path", file.path);
        json.writeNumberProperty("bytes", file.bytes);
        json.writeStringProperty("sha256", file.sha256.hex());
        json.writeStringProperty("modified", file.modified);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw("\n");
    } catch (JacksonException e) {
      throw failed(e);
    }
  }

  private static IOException failed(JacksonException e) {
    return e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  /**
   * Reads one and follows no link.
   *
   * @param expected what it has to be of
   * @throws RefusedException {@code backup-newer}, {@code backup-kind}, {@code backup-manifest} for
   *     whatever is not exactly in form, paths that lead elsewhere included
   */
  static BackupManifest read(Path file, Kind expected) throws IOException, RefusedException {
    if (Files.size(file) > MAX_BYTES) {
      throw refused(file, "at most " + MAX_BYTES + " bytes", "more");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        JsonParser json = JsonMapper.shared().createParser(in)) {
      return new Reading(file, json, expected).read();
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new RefusedException(
          refused(file, "a whole manifest in JSON", String.valueOf(e.getOriginalMessage())).fault(),
          e);
    }
  }

  private static RefusedException refused(Path file, String expected, String found) {
    return RefusedException.expected(
        "backup-manifest",
        file.toString(),
        expected,
        found + "; take another snapshot ('cairn restore --list' names them) or another copy");
  }

  /** One reading, member by member in the order they are written in. */
  private static final class Reading {
    private final Path file;
    private final JsonParser json;
    private final Kind kind;

    Reading(Path file, JsonParser json, Kind kind) {
      this.file = file;
      this.json = json;
      this.kind = kind;
    }

    BackupManifest read() throws RefusedException {
      next(JsonToken.START_OBJECT, "an object");
      String format = text("format");
      if (!format.equals(FORMAT)) {
        throw refused(file, "format '" + FORMAT + "'", "'" + format + "'");
      }
      long version = number("version");
      if (version > VERSION) {
        throw RefusedException.expected(
            "backup-newer",
            file.toString(),
            "a backup of form " + VERSION,
            "form " + version + ", of a newer Cairn: restore it with that one");
      }
      if (version != VERSION) {
        throw refused(file, "form " + VERSION, "form " + version);
      }
      String word = text("kind");
      if (!word.equals(kind.word())) {
        throw RefusedException.expected(
            "backup-kind",
            file.toString(),
            kind == Kind.NODE
                ? "a backup of a workspace; its keys are given with --keys"
                : "a backup of keys, made with 'cairn backup --keys'",
            "one of '" + word + "'");
      }
      BackupManifest read =
          new BackupManifest(
              kind,
              text("snapshot"),
              text("time"),
              text("software"),
              text("origin"),
              number("size"),
              text("root"),
              texts("left_out"),
              texts("damaged"),
              files());
      next(JsonToken.END_OBJECT, "the end");
      if (json.nextToken() != null) {
        throw refused(file, "the end", "more");
      }
      String name = file.getFileName().toString();
      if (!SNAPSHOT.matcher(read.snapshot).matches() || !name.equals(read.snapshot + ".json")) {
        throw refused(file, "the snapshot its name says", "'" + read.snapshot + "'");
      }
      return read;
    }

    private List<Entry> files() throws RefusedException {
      member("files");
      next(JsonToken.START_ARRAY, "a list of files");
      List<Entry> files = new ArrayList<>();
      Set<String> known = new HashSet<>();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Entry entry = new Entry(path(text("path")), number("bytes"), sha256(), text("modified"));
        next(JsonToken.END_OBJECT, "the end of a file");
        if (!known.add(entry.path.toLowerCase(Locale.ROOT))) {
          throw refused(file, "each file once", "'" + entry.path + "' again");
        }
        files.add(entry);
      }
      if (json.currentToken() != JsonToken.END_ARRAY) {
        throw refused(file, "the end of the files", String.valueOf(json.currentToken()));
      }
      return files;
    }

    private String path(String path) throws RefusedException {
      boolean plain = path.length() <= MAX_PATH && PATH.matcher(path).matches();
      Pattern known = kind == Kind.NODE ? NODE_PATH : KEYS_PATH;
      if (!plain || !known.matcher(path).matches()) {
        throw refused(file, "paths of files that a workspace has", "'" + path + "'");
      }
      return path;
    }

    private Hash sha256() throws RefusedException {
      String hex = text("sha256");
      if (!SHA256.matcher(hex).matches()) {
        throw refused(file, "SHA-256 as 64 hex digits", "'" + hex + "'");
      }
      return Hash.of(HexFormat.of().parseHex(hex));
    }

    private String text(String name) throws RefusedException {
      member(name);
      next(JsonToken.VALUE_STRING, "a text as '" + name + "'");
      return bounded(name);
    }

    private String bounded(String name) throws RefusedException {
      String text = json.getString();
      if (text.length() > MAX_TEXT) {
        throw refused(file, "'" + name + "' of at most " + MAX_TEXT + " characters", "more");
      }
      return text;
    }

    private long number(String name) throws RefusedException {
      member(name);
      next(JsonToken.VALUE_NUMBER_INT, "a whole number as '" + name + "'");
      long number = json.getLongValue();
      if (number < 0) {
        throw refused(file, "'" + name + "' of 0 or more", "" + number);
      }
      return number;
    }

    private List<String> texts(String name) throws RefusedException {
      member(name);
      next(JsonToken.START_ARRAY, "a list as '" + name + "'");
      List<String> texts = new ArrayList<>();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(bounded(name));
      }
      if (json.currentToken() != JsonToken.END_ARRAY) {
        throw refused(file, "a list of texts as '" + name + "'", "something else");
      }
      return texts;
    }

    private void member(String name) throws RefusedException {
      if (json.nextToken() != JsonToken.PROPERTY_NAME || !name.equals(json.currentName())) {
        throw refused(file, "member '" + name + "' next", String.valueOf(json.currentToken()));
      }
    }

    private void next(JsonToken expected, String inWords) throws RefusedException {
      JsonToken found = json.nextToken();
      if (found != expected) {
        throw refused(file, inWords, String.valueOf(found));
      }
    }
  }

  /** Of the file with this path. */
  Optional<Entry> find(String path) {
    return files.stream().filter(file -> file.path.equals(path)).findFirst();
  }
}
