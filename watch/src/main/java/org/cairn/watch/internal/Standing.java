package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.imagery.scene.CoRegistration;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.SceneUse;

/**
 * What was judged of one area, and over which looks: a later run over the same looks says the same
 * again, and one with later looks goes on from here. Immutable.
 *
 * @param question binds places, days, parameters and all else that was asked, but for the last day
 * @param stamp tells it from all others; what else was kept with it has the same
 * @param until last watched day
 * @param model key of the history's model; empty where the area could not be analysed
 * @param reference digest of what looks were laid on; empty where that could not be made
 * @param seen the scenes over the area that were read, those without data there among them
 * @param looks that were judged, in time order
 * @param sites one per site of the area
 */
record Standing(
    String question,
    String stamp,
    int until,
    String model,
    String reference,
    List<Seen> seen,
    List<Lain> looks,
    List<Site> sites) {
  private static final AlertEvidence.Look[] LOOKS = AlertEvidence.Look.values();

  Standing {
    seen = List.copyOf(seen);
    looks = List.copyOf(looks);
    sites = List.copyOf(sites);
  }

  /** A scene over the area; its pixels are kept under the token. */
  record Seen(String token, boolean aligned, SceneUse.Pixels pixels) {}

  /**
   * A look and where it lay.
   *
   * @param tokens of its scenes, in time order
   * @param raw digest of its pixels
   * @param taken digest of its pixels as analysed, after it was moved; empty where it was left out
   * @param shift empty where it was not measured
   */
  record Lain(
      int day,
      List<String> tokens,
      String raw,
      String taken,
      Optional<CoRegistration.Shift> shift) {
    Lain {
      tokens = List.copyOf(tokens);
    }
  }

  /** Of a site. */
  record Site(
      Coverage coverage, List<PlaceResult.ScoreRise> scores, Optional<KeptFinding> finding) {
    Site {
      scores = List.copyOf(scores);
    }
  }

  /** A {@link Finding} with the days of its looks. */
  record KeptFinding(
      List<Integer> footprint,
      int before,
      int after,
      int raised,
      double score,
      double expectedPerSiteYear,
      Alert.Placebos placebos,
      List<AlertEvidence.Point> series) {
    KeptFinding {
      footprint = List.copyOf(footprint);
      series = List.copyOf(series);
    }

    /**
     * The finding again.
     *
     * @param looks those of its days among them
     */
    Finding again(List<AreaStack.Look> looks) {
      return with(score, expectedPerSiteYear, placebos, series, looks);
    }

    /** The same change, weighed again. */
    Finding with(
        double newScore,
        double newExpected,
        Alert.Placebos newPlacebos,
        List<AlertEvidence.Point> newSeries,
        List<AreaStack.Look> looks) {
      return new Finding(
          footprint,
          look(before, looks),
          look(after, looks),
          look(raised, looks),
          newScore,
          newExpected,
          newPlacebos,
          newSeries);
    }

    private static AreaStack.Look look(int day, List<AreaStack.Look> looks) {
      return looks.stream()
          .filter(look -> look.day() == day)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No look on day " + day));
    }

    static KeptFinding of(Finding finding) {
      return new KeptFinding(
          finding.footprint(),
          finding.before().day(),
          finding.after().day(),
          finding.raised().day(),
          finding.score(),
          finding.expectedPerSiteYear(),
          finding.placebos(),
          finding.series());
    }
  }

  byte[] encode() {
    return Parts.write(out -> {
      Parts.text(out, question);
      Parts.text(out, stamp);
      out.writeInt(until);
      Parts.text(out, model);
      Parts.text(out, reference);
      out.writeInt(seen.size());
      for (Seen one : seen) {
        Parts.text(out, one.token());
        out.writeBoolean(one.aligned());
        out.writeLong(one.pixels().areas());
        out.writeLong(one.pixels().withData());
        out.writeLong(one.pixels().clear());
      }
      out.writeInt(looks.size());
      for (Lain look : looks) {
        write(out, look);
      }
      out.writeInt(sites.size());
      for (Site site : sites) {
        KeptCoverage.write(out, site.coverage());
        out.writeInt(site.scores().size());
        for (PlaceResult.ScoreRise rise : site.scores()) {
          out.writeInt(Math.toIntExact(rise.date().toEpochDay()));
          out.writeDouble(rise.score());
        }
        out.writeBoolean(site.finding().isPresent());
        if (site.finding().isPresent()) {
          write(out, site.finding().get());
        }
      }
    });
  }

  /**
   * @throws IOException where the bytes are not in form
   */
  static Standing decode(byte[] part) throws IOException {
    DataInputStream in = Parts.reading(part);
    String question = Parts.text(in);
    String stamp = Parts.text(in);
    int until = in.readInt();
    String model = Parts.text(in);
    String reference = Parts.text(in);
    List<Seen> seen = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      seen.add(
          new Seen(
              Parts.text(in),
              in.readBoolean(),
              new SceneUse.Pixels(in.readLong(), in.readLong(), in.readLong())));
    }
    List<Lain> looks = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      looks.add(look(in));
    }
    List<Site> sites = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      Coverage coverage = KeptCoverage.read(in);
      List<PlaceResult.ScoreRise> rises = new ArrayList<>();
      for (int more = in.readInt(); more > 0; more--) {
        rises.add(new PlaceResult.ScoreRise(LocalDate.ofEpochDay(in.readInt()), in.readDouble()));
      }
      sites.add(
          new Site(
              coverage, rises, in.readBoolean() ? Optional.of(finding(in)) : Optional.empty()));
    }
    return new Standing(question, stamp, until, model, reference, seen, looks, sites);
  }

  private static void write(DataOutputStream out, Lain look) throws IOException {
    out.writeInt(look.day());
    out.writeInt(look.tokens().size());
    for (String token : look.tokens()) {
      Parts.text(out, token);
    }
    Parts.text(out, look.raw());
    Parts.text(out, look.taken());
    out.writeBoolean(look.shift().isPresent());
    if (look.shift().isPresent()) {
      out.writeDouble(look.shift().get().rows());
      out.writeDouble(look.shift().get().cols());
      out.writeDouble(look.shift().get().quality());
    }
  }

  private static Lain look(DataInputStream in) throws IOException {
    int day = in.readInt();
    List<String> tokens = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      tokens.add(Parts.text(in));
    }
    return new Lain(
        day,
        tokens,
        Parts.text(in),
        Parts.text(in),
        in.readBoolean()
            ? Optional.of(
                new CoRegistration.Shift(in.readDouble(), in.readDouble(), in.readDouble()))
            : Optional.empty());
  }

  private static void write(DataOutputStream out, KeptFinding finding) throws IOException {
    out.writeInt(finding.footprint().size());
    for (int pixel : finding.footprint()) {
      out.writeInt(pixel);
    }
    out.writeInt(finding.before());
    out.writeInt(finding.after());
    out.writeInt(finding.raised());
    out.writeDouble(finding.score());
    out.writeDouble(finding.expectedPerSiteYear());
    out.writeInt(finding.placebos().n());
    out.writeInt(finding.placebos().independent());
    out.writeInt(finding.placebos().atLeastAsLarge());
    out.writeInt(finding.series().size());
    for (AlertEvidence.Point point : finding.series()) {
      Parts.date(out, Optional.of(point.date()));
      out.writeByte(point.look().ordinal());
      Parts.number(out, point.value());
      Parts.number(out, point.expected());
      Parts.number(out, point.spread());
      Parts.number(out, point.surroundings());
      out.writeBoolean(point.monitored());
    }
  }

  private static KeptFinding finding(DataInputStream in) throws IOException {
    List<Integer> footprint = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      footprint.add(in.readInt());
    }
    int before = in.readInt();
    int after = in.readInt();
    int raised = in.readInt();
    double score = in.readDouble();
    double expected = in.readDouble();
    Alert.Placebos placebos = new Alert.Placebos(in.readInt(), in.readInt(), in.readInt());
    List<AlertEvidence.Point> series = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      LocalDate date = Parts.date(in).orElseThrow(() -> new IOException("A point of no date"));
      int look = in.readUnsignedByte();
      if (look >= LOOKS.length) {
        throw new IOException("No look " + look);
      }
      series.add(
          new AlertEvidence.Point(
              date,
              LOOKS[look],
              Parts.number(in),
              Parts.number(in),
              Parts.number(in),
              Parts.number(in),
              in.readBoolean()));
    }
    return new KeptFinding(footprint, before, after, raised, score, expected, placebos, series);
  }
}
