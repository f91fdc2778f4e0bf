package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.heritage.Coverage;

/** A {@link Coverage} as it stands in a {@link Standing}; its length is its own to know. */
final class KeptCoverage {
  private static final Coverage.Status[] STATUSES = Coverage.Status.values();

  private KeptCoverage() {}

  static void write(DataOutputStream out, Coverage coverage) throws IOException {
    Parts.text(out, coverage.placeId());
    out.writeByte(coverage.status().ordinal());
    Parts.text(out, coverage.why());
    out.writeInt(coverage.looks());
    out.writeInt(coverage.acquisitions());
    Parts.date(out, coverage.from());
    Parts.date(out, coverage.until());
    Parts.number(out, coverage.maxScore());
    Parts.number(out, coverage.threshold());
    out.writeInt(coverage.smallestDetectable().size());
    for (Coverage.Detectable one : coverage.smallestDetectable()) {
      out.writeDouble(one.areaSquareMetres());
      out.writeDouble(one.contrast());
      out.writeDouble(one.power());
    }
    out.writeBoolean(coverage.regional().isPresent());
    if (coverage.regional().isPresent()) {
      Coverage.Regional regional = coverage.regional().get();
      Parts.date(out, Optional.of(regional.lastBefore()));
      Parts.date(out, Optional.of(regional.seen()));
      out.writeDouble(regional.share());
    }
    out.writeBoolean(coverage.placebos().isPresent());
    if (coverage.placebos().isPresent()) {
      write(out, coverage.placebos().get());
    }
    out.writeInt(coverage.detection().size());
    for (Coverage.Detection size : coverage.detection()) {
      write(out, size);
    }
  }

  private static void write(DataOutputStream out, Coverage.Placebos placebos) throws IOException {
    out.writeInt(placebos.n());
    out.writeInt(placebos.independent());
    out.writeInt(placebos.atLeastAsLarge());
    out.writeInt(placebos.aboveThreshold());
    out.writeBoolean(placebos.clearOfOtherPlaces());
    out.writeDouble(placebos.expectedPerSiteYear());
    out.writeDouble(placebos.lowest());
    out.writeDouble(placebos.highest());
    out.writeInt(placebos.counts().size());
    for (int count : placebos.counts()) {
      out.writeInt(count);
    }
  }

  private static void write(DataOutputStream out, Coverage.Detection size) throws IOException {
    out.writeInt(size.sidePixels());
    out.writeDouble(size.areaSquareMetres());
    out.writeInt(size.trials());
    out.writeDouble(size.largestContrast());
    out.writeInt(size.smallest().size());
    for (Coverage.Smallest one : size.smallest()) {
      out.writeDouble(one.share());
      Parts.number(out, one.contrast());
      out.writeDouble(one.power());
    }
  }

  /**
   * @throws IOException where the bytes are not in form
   */
  static Coverage read(DataInputStream in) throws IOException {
    String place = Parts.text(in);
    int status = in.readUnsignedByte();
    if (status >= STATUSES.length) {
      throw new IOException("No status " + status);
    }
    String why = Parts.text(in);
    int looks = in.readInt();
    int acquisitions = in.readInt();
    Optional<LocalDate> from = Parts.date(in);
    Optional<LocalDate> until = Parts.date(in);
    OptionalDouble score = Parts.number(in);
    OptionalDouble threshold = Parts.number(in);
    List<Coverage.Detectable> detectable = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      detectable.add(new Coverage.Detectable(in.readDouble(), in.readDouble(), in.readDouble()));
    }
    Optional<Coverage.Regional> regional =
        in.readBoolean() ? Optional.of(regional(in)) : Optional.empty();
    Optional<Coverage.Placebos> placebos =
        in.readBoolean() ? Optional.of(placebos(in)) : Optional.empty();
    List<Coverage.Detection> detection = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      detection.add(detection(in));
    }
    return new Coverage(
        place,
        STATUSES[status],
        why,
        looks,
        acquisitions,
        from,
        until,
        score,
        threshold,
        detectable,
        regional,
        placebos,
        detection);
  }

  private static Coverage.Regional regional(DataInputStream in) throws IOException {
    return new Coverage.Regional(
        Parts.date(in).orElseThrow(() -> new IOException("No day before")),
        Parts.date(in).orElseThrow(() -> new IOException("No day seen")),
        in.readDouble());
  }

  private static Coverage.Placebos placebos(DataInputStream in) throws IOException {
    int n = in.readInt();
    int independent = in.readInt();
    int atLeastAsLarge = in.readInt();
    int aboveThreshold = in.readInt();
    boolean clear = in.readBoolean();
    double expected = in.readDouble();
    double lowest = in.readDouble();
    double highest = in.readDouble();
    List<Integer> counts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      counts.add(in.readInt());
    }
    return new Coverage.Placebos(
        n, independent, atLeastAsLarge, aboveThreshold, clear, expected, lowest, highest, counts);
  }

  private static Coverage.Detection detection(DataInputStream in) throws IOException {
    int side = in.readInt();
    double area = in.readDouble();
    int trials = in.readInt();
    double largest = in.readDouble();
    List<Coverage.Smallest> smallest = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      smallest.add(new Coverage.Smallest(in.readDouble(), Parts.number(in), in.readDouble()));
    }
    return new Coverage.Detection(side, area, trials, largest, smallest);
  }
}
