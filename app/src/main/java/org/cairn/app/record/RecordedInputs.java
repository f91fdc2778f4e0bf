package org.cairn.app.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RangeDigests;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.merkle.Hash;
import org.cairn.watch.InputReader;
import org.cairn.watch.ItemRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bytes that scenes of a run were read from, to be held against what is there now. */
final class RecordedInputs {
  private static final int LIST_BYTES = 256 << 20;

  private final List<Expected> inputs = new ArrayList<>();

  /**
   * One file.
   *
   * @param digests of each range; empty for runs recorded before these were kept
   * @param digest over all ranges
   * @param bytes size of the whole file
   */
  private record Expected(
      InputReader.Recorded input,
      Optional<RangeDigests> digests,
      String digest,
      OptionalLong bytes) {}

  /** From the records of scenes; a file that two assets name is taken once. */
  static RecordedInputs of(List<ObjectNode> scenes, BlobStore blobs)
      throws IOException, RefusedException {
    RecordedInputs all = new RecordedInputs();
    Set<String> seen = new TreeSet<>();
    for (ObjectNode scene : scenes) {
      if (!scene.path("blob").isString()) {
        continue;
      }
      JsonNode reads = JsonMapper.shared().readTree(blob(scene.path("blob"), blobs, LIST_BYTES));
      for (JsonNode asset : reads.path("assets").values()) {
        String digest = asset.path("digest").asString("");
        if (seen.add(digest + asset.path("href").asString(""))) {
          all.inputs.add(expected(scene, asset, digest));
        }
      }
    }
    return all;
  }

  static byte[] blob(JsonNode name, BlobStore blobs, int maxBytes)
      throws IOException, RefusedException {
    String hex = name.asString("").replaceFirst("^sha256:", "");
    return blobs.read(Hash.of(HexFormat.of().parseHex(hex)), maxBytes);
  }

  private static Expected expected(ObjectNode scene, JsonNode asset, String digest) {
    List<ByteRange> ranges = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (JsonNode range : asset.path("ranges").values()) {
      ranges.add(new ByteRange(range.path(0).asLong(), range.path(1).asInt()));
      PlaceRecord.text(range, 2).ifPresent(digests::add);
    }
    String key = asset.path("asset").asString("");
    OptionalLong bytes = OptionalLong.empty();
    for (JsonNode open : scene.path("assets").values()) {
      if (open.path("asset").asString("").equals(key) && open.path("bytes").isIntegralNumber()) {
        bytes = OptionalLong.of(open.path("bytes").asLong());
      }
    }
    return new Expected(
        new InputReader.Recorded(ref(scene), key, asset.path("href").asString(""), ranges),
        digests.size() == ranges.size()
            ? Optional.of(RangeDigests.of(ranges, digests))
            : Optional.empty(),
        digest,
        bytes);
  }

  static ItemRef ref(ObjectNode scene) {
    return new ItemRef(PlaceRecord.text(scene, "collection"), scene.path("item").asString(""));
  }

  List<InputReader.Recorded> toRead() {
    return inputs.stream().map(Expected::input).toList();
  }

  long bytes() {
    return inputs.stream()
        .flatMap(expected -> expected.input().ranges().stream())
        .mapToLong(ByteRange::length)
        .sum();
  }

  /**
   * What is otherwise now.
   *
   * @param found one for each of {@link #toRead}, in that order
   * @return {@code input-changed}, {@code input-missing}, {@code input-unreadable}
   */
  List<Fault> compare(List<InputReader.Outcome> found) {
    List<Fault> differences = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Expected expected = inputs.get(i);
      switch (found.get(i)) {
        case InputReader.Found read -> compare(expected, read).ifPresent(differences::add);
        case InputReader.Failed failed ->
            differences.add(
                new Fault(code(failed.reason()), where(expected.input()), failed.message()));
      }
    }
    return differences;
  }

  private static String code(InputReader.Reason reason) {
    return switch (reason) {
      case GONE -> "input-missing";
      case SHORTER -> "input-changed";
      case UNREADABLE -> "input-unreadable";
    };
  }

  private static Optional<Fault> compare(Expected expected, InputReader.Found found) {
    String where = where(expected.input());
    if (expected.digests().isEmpty()) {
      return found.read().digest().equals(expected.digest())
          ? sizes(expected, found)
          : Optional.of(
              Fault.expected(
                  "input-changed",
                  where,
                  "digest " + expected.digest() + " over " + found.read().size() + " ranges",
                  found.read().digest()
                      + "; which of them differs cannot be said, for the run was recorded before"
                      + " each range had a digest"));
    }
    RangeDigests then = expected.digests().get();
    OptionalInt first = then.firstDifference(found.read());
    if (first.isEmpty()) {
      return sizes(expected, found);
    }
    int differing = 0;
    for (int i = 0; i < then.size(); i++) {
      differing += then.sha256(i).equals(found.read().sha256(i)) ? 0 : 1;
    }
    ByteRange range = then.range(first.getAsInt());
    return Optional.of(
        Fault.expected(
            "input-changed",
            where + ", bytes " + range.offset() + " to " + range.end(),
            "SHA-256 " + then.sha256(first.getAsInt()),
            found.read().sha256(first.getAsInt())
                + "; "
                + differing
                + " of the "
                + then.size()
                + " ranges read differ, this is the first"));
  }

  /** The bytes read are the same; more may have been put behind them. */
  private static Optional<Fault> sizes(Expected expected, InputReader.Found found) {
    boolean known = expected.bytes().isPresent() && found.bytes().isPresent();
    return known && expected.bytes().getAsLong() != found.bytes().getAsLong()
        ? Optional.of(
            Fault.expected(
                "input-changed",
                where(expected.input()),
                expected.bytes().getAsLong() + " bytes in the file",
                found.bytes().getAsLong() + "; those that were read are the same"))
        : Optional.empty();
  }

  private static String where(InputReader.Recorded input) {
    return where(input.item()) + ", asset '" + input.asset() + "'";
  }

  /** An item for a reader. */
  static String where(ItemRef item) {
    return "item '"
        + item.item()
        + "'"
        + item.collection().map(name -> " of collection '" + name + "'").orElse("");
  }
}
