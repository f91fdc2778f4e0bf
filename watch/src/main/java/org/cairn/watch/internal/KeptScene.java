package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.RangeDigests;
import org.cairn.imagery.raster.ReadSummary;
import org.cairn.imagery.stac.OffsetDecision;
import org.cairn.watch.Problem;

/**
 * What is kept of one scene beside its pixels: what was decided of it, and which bytes were read.
 * Everything of {@link #token} hangs together: pixels kept under another token are of an earlier
 * form of the scene, or of a reading whose record was lost. Immutable.
 *
 * @param identity binds the item and its files, see {@link SceneIdentity}
 * @param oddities what was odd about its files, by asset key
 * @param reads what was read of its files, by asset key
 */
record KeptScene(
    String identity,
    String token,
    Grid grid,
    SceneRadiometry.Verdict verdict,
    Map<String, Problem> oddities,
    Map<String, ReadSummary> reads) {
  KeptScene {
    oddities = Map.copyOf(oddities);
    reads = Map.copyOf(reads);
  }

  /** Ranges of each file, to tell which are new. */
  Map<String, Set<ByteRange>> ranges() {
    Map<String, Set<ByteRange>> ranges = new LinkedHashMap<>();
    reads.forEach((asset, read) -> ranges.put(asset, new HashSet<>(read.ranges())));
    return ranges;
  }

  /** As a part that stands for itself, or behind others of the same token. */
  byte[] encode() {
    return Parts.write(out -> {
      Parts.text(out, identity);
      Parts.text(out, token);
      Parts.grid(out, grid);
      out.writeInt(verdict.decisions().size());
      for (OffsetDecision decision : verdict.decisions()) {
        Parts.decision(out, decision);
      }
      Parts.text(out, verdict.summary());
      Parts.text(out, verdict.code());
      Parts.optional(out, verdict.heldBack());
      Parts.optional(out, verdict.unit().map(Enum::name));
      out.writeInt(oddities.size());
      for (Map.Entry<String, Problem> oddity : oddities.entrySet()) {
        Parts.text(out, oddity.getKey());
        Parts.text(out, oddity.getValue().code());
        Parts.text(out, oddity.getValue().subject());
        Parts.text(out, oddity.getValue().message());
      }
      out.writeInt(reads.size());
      for (Map.Entry<String, ReadSummary> read : reads.entrySet()) {
        ReadSummary summary = read.getValue();
        Parts.text(out, read.getKey());
        out.writeLong(summary.bytes().orElse(-1));
        Parts.optional(out, summary.entityTag());
        out.writeInt(summary.read().size());
        for (int i = 0; i < summary.read().size(); i++) {
          ByteRange range = summary.read().range(i);
          out.writeLong(range.offset());
          out.writeInt(range.length());
          Parts.text(out, summary.read().sha256(i));
        }
      }
    });
  }

  /**
   * From its parts, each of which has more of what was read.
   *
   * @throws IOException where they are not in form or not of one scene
   */
  static Optional<KeptScene> decode(List<byte[]> parts) throws IOException {
    Optional<KeptScene> whole = Optional.empty();
    for (byte[] part : parts) {
      KeptScene next = decode(part);
      whole = Optional.of(whole.isEmpty() ? next : whole.get().with(next));
    }
    return whole;
  }

  private static KeptScene decode(byte[] part) throws IOException {
    DataInputStream in = Parts.reading(part);
    String identity = Parts.text(in);
    String token = Parts.text(in);
    Grid grid = Parts.grid(in);
    List<OffsetDecision> decisions = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      decisions.add(Parts.decision(in));
    }
    SceneRadiometry.Verdict verdict =
        new SceneRadiometry.Verdict(
            decisions,
            Parts.text(in),
            Parts.text(in),
            Parts.optional(in),
            Parts.optional(in).map(RadarBands.Unit::valueOf));
    Map<String, Problem> oddities = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      oddities.put(Parts.text(in), new Problem(Parts.text(in), Parts.text(in), Parts.text(in)));
    }
    Map<String, ReadSummary> reads = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String asset = Parts.text(in);
      long bytes = in.readLong();
      Optional<String> tag = Parts.optional(in);
      List<ByteRange> ranges = new ArrayList<>();
      List<String> digests = new ArrayList<>();
      for (int more = in.readInt(); more > 0; more--) {
        ranges.add(new ByteRange(in.readLong(), in.readInt()));
        digests.add(Parts.text(in));
      }
      reads.put(
          asset,
          new ReadSummary(
              bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes),
              tag,
              RangeDigests.of(ranges, digests),
              Optional.empty()));
    }
    return new KeptScene(identity, token, grid, verdict, oddities, reads);
  }

  private KeptScene with(KeptScene more) throws IOException {
    if (!more.token.equals(token) || !more.identity.equals(identity)) {
      throw new IOException("Parts of different scenes under one name");
    }
    Map<String, Problem> allOddities = new LinkedHashMap<>(oddities);
    allOddities.putAll(more.oddities);
    Map<String, ReadSummary> allReads = new LinkedHashMap<>(reads);
    more.reads.forEach((asset, read) -> allReads.merge(asset, read, KeptScene::joined));
    return new KeptScene(identity, token, grid, more.verdict, allOddities, allReads);
  }

  private static ReadSummary joined(ReadSummary first, ReadSummary second) {
    List<ByteRange> ranges = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (ReadSummary one : List.of(first, second)) {
      for (int i = 0; i < one.read().size(); i++) {
        ranges.add(one.read().range(i));
        digests.add(one.read().sha256(i));
      }
    }
    return new ReadSummary(
        second.bytes().isPresent() ? second.bytes() : first.bytes(),
        second.entityTag().or(first::entityTag),
        RangeDigests.of(ranges, digests),
        Optional.empty());
  }
}
