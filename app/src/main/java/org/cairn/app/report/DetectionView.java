package org.cairn.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Coverage.Detection;
import org.cairn.heritage.Coverage.Smallest;

/**
 * The smallest change of each size that would have been found, in each share of cases: a table with
 * a line for each size, drawn in a box of 1000 by 100 from no contrast to at most the largest one
 * tried.
 */
public final class DetectionView {
  private static final double BOX = 1000;

  /** NDVI from bare ground to thin grass, and from there to dense green (USGS). */
  private static final double THIN = 0.1;

  private static final double DENSE = 0.4;

  /** Fewer trials cannot tell nine in ten from all. */
  private static final int FEW = 10;

  private final Coverage coverage;
  private final List<Detection> sizes;
  private final Asked asked;
  private final Texts texts;
  private final double largest;
  private final double end;

  private DetectionView(Coverage coverage, Asked asked, Texts texts) {
    this.coverage = coverage;
    this.sizes = coverage.detection();
    this.asked = asked;
    this.texts = texts;
    this.largest = sizes.stream().mapToDouble(Detection::largestContrast).max().orElse(0);
    this.end = end(sizes, largest);
  }

  /** Where the lines' axis ends: at a fifth or two of the largest contrast if all lie below. */
  private static double end(List<Detection> sizes, double largest) {
    double most = 0;
    for (Detection size : sizes) {
      for (Smallest one : size.smallest()) {
        most = Math.max(most, reached(one) ? one.contrast().getAsDouble() : largest);
      }
    }
    return most <= largest / 5 ? largest / 5 : most <= largest * 2 / 5 ? largest * 2 / 5 : largest;
  }

  /** Empty where nothing was tried, or not every size for the same shares. */
  static Optional<DetectionView> of(Coverage coverage, Asked asked, Texts texts) {
    DetectionView view = new DetectionView(coverage, asked, texts);
    boolean drawable =
        !view.sizes.isEmpty()
            && Double.isFinite(view.largest)
            && view.largest > 0
            && !view.sizes.getFirst().smallest().isEmpty()
            && view.sizes.stream()
                    .map(size -> size.smallest().stream().map(Smallest::share).toList())
                    .distinct()
                    .count()
                == 1;
    return drawable ? Optional.of(view) : Optional.empty();
  }

  // ---- table

  public String caption() {
    return texts.text("detection.caption", asked.layer());
  }

  /** Heads of the columns of contrasts: shares of cases. */
  public List<String> shares() {
    return sizes.getFirst().smallest().stream()
        .map(one -> texts.text("detection.share", texts.plain(100 * one.share())))
        .toList();
  }

  /** The axis of the lines ends here. */
  public String end() {
    return texts.decimal(end, 1, 3);
  }

  private String largest() {
    return texts.decimal(largest, 1, 3);
  }

  /**
   * A size.
   *
   * @param few that only few were tried; empty where enough were
   * @param found contrasts, one for each share
   * @param sure path of the line between the least and the greatest of them
   * @param open path from the greatest on, where one share was not reached; else empty
   * @param first dot of the smallest share; empty where it was not reached
   * @param last dot of the largest share; likewise
   */
  public record Row(
      String pixels,
      String metres,
      String few,
      List<String> found,
      String sure,
      String open,
      String first,
      String last) {}

  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Detection size : sizes) {
      List<Smallest> smallest = size.smallest();
      double from = x(smallest.getFirst());
      double to = Double.NaN;
      boolean all = true;
      for (Smallest one : smallest) {
        to = reached(one) ? x(one) : to;
        all &= reached(one);
      }
      rows.add(
          new Row(
              inPixels(size),
              Double.isNaN(size.areaSquareMetres()) ? "" : onTheGround(size),
              size.trials() < FEW
                  ? texts.text("list.comma") + texts.count("detection.few", size.trials())
                  : "",
              smallest.stream().map(this::contrast).toList(),
              Double.isNaN(to) ? "" : String.format(Locale.ROOT, "M%.1f 50H%.1f", from, to),
              all ? "" : open(Double.isNaN(to) ? 0 : to),
              reached(smallest.getFirst()) ? dot(from) : "",
              reached(smallest.getLast()) ? dot(x(smallest.getLast())) : ""));
    }
    return rows;
  }

  private static boolean reached(Smallest one) {
    return one.contrast().isPresent() && Double.isFinite(one.contrast().getAsDouble());
  }

  private double x(Smallest one) {
    return BOX * Math.clamp(one.contrast().orElse(0) / end, 0, 1);
  }

  private static String dot(double x) {
    return String.format(Locale.ROOT, "M%.1f 50h0", x);
  }

  /** Leaves the box on the right, with an arrow's head. */
  private static String open(double from) {
    return String.format(Locale.ROOT, "M%.1f 50H1000M982 20L1000 50L982 80", from);
  }

  private String contrast(Smallest one) {
    return reached(one)
        ? texts.contrast(one.contrast().getAsDouble())
        : texts.text("detection.never", largest());
  }

  private String inPixels(Detection size) {
    return texts.text("detection.pixels", texts.plain(size.sidePixels()));
  }

  private String onTheGround(Detection size) {
    return texts.text("detection.metres", texts.length(Math.sqrt(size.areaSquareMetres())));
  }

  // ---- words

  /** What would have been found, most surely and smallest first; one to three sentences. */
  public String sentence() {
    int shares = sizes.getFirst().smallest().size();
    for (int share = shares - 1; share >= 0; share--) {
      for (int i = 0; i < sizes.size(); i++) {
        Smallest one = sizes.get(i).smallest().get(share);
        if (reached(one)) {
          return said(one, share < shares - 1, i > 0, sizes.get(i));
        }
      }
    }
    Smallest least = sizes.getFirst().smallest().getFirst();
    return texts.text(
        "detection.sentence.none", largest(), asked.layer(), texts.plain(10 * least.share()));
  }

  private String said(Smallest one, boolean lessSure, boolean notSmallest, Detection size) {
    double contrast = one.contrast().orElseThrow();
    StringBuilder words = new StringBuilder();
    words.append(
        texts.text(
            "detection.sentence",
            texts.contrast(contrast),
            asked.layer(),
            Double.isNaN(size.areaSquareMetres()) ? inPixels(size) : onTheGround(size),
            texts.plain(10 * one.share())));
    if (asked.vegetation()) {
      String kind = contrast < THIN ? "faint" : contrast < DENSE ? "medium" : "strong";
      words.append(' ').append(texts.text("detection.ndvi." + kind));
    }
    if (notSmallest) {
      words.append(' ').append(texts.text("detection.smaller", largest()));
    }
    if (lessSure) {
      Smallest most = size.smallest().getLast();
      words
          .append(' ')
          .append(texts.text("detection.lessSure", texts.plain(10 * most.share()), largest()));
    }
    return words.toString();
  }

  /** For which days, and from how many trials. */
  public String holds() {
    int trials = sizes.stream().mapToInt(Detection::trials).max().orElse(0);
    return coverage
        .from()
        .flatMap(from -> coverage.until().map(until -> texts.between(from, until)))
        .map(between -> texts.count("detection.holds", trials, between))
        .orElseGet(() -> texts.count("detection.holdsUndated", trials));
  }
}
