package org.cairn.register;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.record.CanonicalJson;
import org.cairn.ledger.record.SignedRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record that would not fit in an entry: its longest members are moved to a blob, one JSON
 * object, and the record names it. Blobs that are named inside of it are named in the record too,
 * so that the check of the ledger sees them. Stateless.
 *
 * <pre>{"moved":{"blob":"sha256:…","members":["items"],"names":[{"blob":"sha256:…"}]},…}</pre>
 */
final class LongRecord {
  private static final String MOVED = "moved";
  private static final String BLOB = "blob";

  /** What tells a record's kind and order stays, as does what the vault's disclosures belong to. */
  private static final Set<String> STAYING =
      Set.of(
          "type",
          "run",
          "time",
          "after",
          "person",
          "organisation",
          "signed",
          "_sd",
          "_sd_alg",
          MOVED);

  /** Of the record, so that its entry, in base64 and signed, stays within the log's limit. */
  private static final int MAX_RECORD_BYTES = (SignedRecord.MAX_BYTES - 1024) / 4 * 3;

  /** What is read back of a blob. */
  private static final int MAX_BLOB_BYTES = 64 << 20;

  private LongRecord() {}

  /** Whether it fits in an entry as it is. */
  static boolean fits(ObjectNode record) {
    return length(record) <= MAX_RECORD_BYTES;
  }

  /**
   * The record, with as few members moved as makes it fit; as it is where it fits, or where nothing
   * more can be moved.
   *
   * @throws RefusedException {@code blob-size} where the members moved are more than would be read
   *     back
   */
  static ObjectNode fit(ObjectNode record, BlobStore blobs) throws IOException, RefusedException {
    int size = length(record);
    if (size <= MAX_RECORD_BYTES) {
      return record;
    }
    ObjectNode fitted = record.deepCopy();
    ObjectNode moved = record.objectNode();
    while (size > MAX_RECORD_BYTES) {
      Optional<String> longest =
          fitted.propertyNames().stream()
              .filter(name -> !STAYING.contains(name))
              .max(Comparator.comparingInt(name -> length(fitted.path(name))));
      if (longest.isEmpty()) {
        break;
      }
      moved.set(longest.get(), fitted.remove(longest.get()));
      size = length(fitted);
    }
    byte[] content = CanonicalJson.canonicalize(moved);
    ObjectNode pointer = fitted.putObject(MOVED);
    pointer.put(
        BLOB, "sha256:" + blobs.put(new ByteArrayInputStream(content), MAX_BLOB_BYTES).hex());
    ArrayNode members = pointer.putArray("members");
    new TreeSet<>(moved.propertyNames()).forEach(members::add);
    List<JsonNode> named = moved.findValues(BLOB);
    if (!named.isEmpty()) {
      ArrayNode names = pointer.putArray("names");
      named.forEach(name -> names.addObject().set(BLOB, name));
    }
    return fitted;
  }

  /** The record with what was moved back in its place. */
  static ObjectNode whole(ObjectNode record, BlobStore blobs) throws IOException, RefusedException {
    if (!record.path(MOVED).isObject()) {
      return record;
    }
    ObjectNode whole = record.deepCopy();
    JsonNode pointer = whole.remove(MOVED);
    String hex = pointer.path(BLOB).asString("").replaceFirst("^sha256:", "");
    if (!hex.matches("[0-9a-f]{64}")) {
      throw form("sha256: and 64 hexadecimal digits", pointer.path(BLOB).toString());
    }
    byte[] content = blobs.read(Hash.of(HexFormat.of().parseHex(hex)), MAX_BLOB_BYTES);
    JsonNode members;
    try {
      members = JsonMapper.shared().readTree(content);
    } catch (JacksonException e) {
      throw form("a JSON object in blob " + hex, String.valueOf(e.getOriginalMessage()));
    }
    for (JsonNode name : pointer.path("members").values()) {
      JsonNode value = members.path(name.asString(""));
      if (value.isMissingNode() || whole.has(name.asString(""))) {
        throw form("member " + name + " in blob " + hex + " alone", "it twice or not at all");
      }
      whole.set(name.asString(""), value);
    }
    return whole;
  }

  private static RefusedException form(String expected, String found) {
    return RefusedException.expected("record-moved", "member 'moved'", expected, found);
  }

  private static int length(JsonNode value) {
    return CanonicalJson.canonicalize(value).length;
  }
}
