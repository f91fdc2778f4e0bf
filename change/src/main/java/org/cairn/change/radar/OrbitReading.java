package org.cairn.change.radar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairn.change.AnalysisOutcome.Reason;
import org.cairn.change.internal.PixelOrder;
import org.cairn.change.radar.RadarOutcome.NotAnalysable;

/** The passes of one orbit on their way to tracks: decibels, what can be used, residuals. */
final class OrbitReading {
  /** An image with a smaller share of pixels is no pass over the area. */
  private static final double LEAST_SHARE = 0.1;

  private final RadarSeries series;
  private final Orbit orbit;
  private final RadarParameters parameters;

  /** Numbers in the series of the passes with at least one usable image. */
  private final List<Integer> passes = new ArrayList<>();

  private final int history;
  private final List<Polarisation> polarisations = new ArrayList<>();

  /** {@code float[polarisations][passes][rows*cols]}, dB; length 0 where there is none. */
  private final float[][][] images;

  OrbitReading(RadarSeries series, Orbit orbit, List<Integer> numbers, RadarParameters parameters) {
    this.series = series;
    this.orbit = orbit;
    this.parameters = parameters;
    Polarisation[] all = Polarisation.values();
    List<float[][]> read = new ArrayList<>();
    int past = 0;
    for (int number : numbers) {
      RadarPass pass = series.passes().get(number);
      float[][] images = new float[all.length][0];
      boolean usable = false;
      for (Polarisation polarisation : pass.polarisations()) {
        float[] image = Backscatter.decibels(pass.power(polarisation));
        if (isUsable(image)) {
          images[polarisation.ordinal()] = image;
          usable = true;
        }
      }
      if (usable) {
        passes.add(number);
        read.add(images);
        past += series.isHistory(number) ? 1 : 0;
      }
    }
    this.history = past;
    List<float[][]> kept = new ArrayList<>();
    for (Polarisation polarisation : all) {
      float[][] own = new float[passes.size()][];
      for (int d = 0; d < own.length; d++) {
        own[d] = read.get(d)[polarisation.ordinal()];
      }
      if (count(own, 0, history) >= parameters.limits().historyDates()
          && count(own, history, own.length) > 0) {
        polarisations.add(polarisation);
        kept.add(own);
      }
    }
    this.images = kept.toArray(float[][][]::new);
  }

  private static boolean isUsable(float[] image) {
    int seen = 0;
    for (float value : image) {
      seen += Float.isNaN(value) ? 0 : 1;
    }
    return seen > 0 && seen >= LEAST_SHARE * image.length;
  }

  private static int count(float[][] images, int from, int to) {
    int count = 0;
    for (int d = from; d < to; d++) {
      count += images[d].length > 0 ? 1 : 0;
    }
    return count;
  }

  /** Why the orbit cannot take part; empty where it can. */
  Optional<NotAnalysable> findObstacle(PixelOrder order) {
    String name = "orbit " + orbit.relative() + " (" + orbit.direction() + ")";
    int needed = parameters.limits().historyDates();
    if (history < needed) {
      return Optional.of(
          new NotAnalysable(
              Reason.SHORT_HISTORY,
              "Only "
                  + history
                  + " usable passes of "
                  + name
                  + " before monitoring starts, "
                  + needed
                  + " are needed: start later or add earlier acquisitions"));
    }
    if (polarisations.isEmpty()) {
      return Optional.of(
          new NotAnalysable(
              Reason.NO_MONITORED_DATE,
              "No usable pass of "
                  + name
                  + " after the history has a polarisation that "
                  + needed
                  + " passes before have too"));
    }
    int controls = 0;
    boolean[] eligible = eligible(historyOf(images));
    for (int k = 0; k < order.eligible; k++) {
      controls += eligible[order.pixels[k]] ? 1 : 0;
    }
    if (controls < parameters.limits().pixels()) {
      return Optional.of(
          new NotAnalysable(
              Reason.TOO_FEW_CONTROLS,
              controls
                  + " pixels of "
                  + series.rows()
                  + " x "
                  + series.cols()
                  + " can serve as controls of "
                  + name
                  + ", "
                  + parameters.limits().pixels()
                  + " are needed: watch a larger area"));
    }
    return Optional.empty();
  }

  private float[][][] historyOf(float[][][] all) {
    float[][][] past = new float[all.length][][];
    for (int p = 0; p < all.length; p++) {
      past[p] = Arrays.copyOf(all[p], history);
    }
    return past;
  }

  /** Pixels that every polarisation saw often enough. */
  private boolean[] eligible(float[][][] past) {
    boolean[] eligible = new boolean[series.rows() * series.cols()];
    for (int i = 0; i < eligible.length; i++) {
      eligible[i] = true;
      for (float[][] own : past) {
        int seen = 0;
        for (float[] image : own) {
          seen += image.length > 0 && !Float.isNaN(image[i]) ? 1 : 0;
        }
        eligible[i] &= seen >= parameters.limits().clearHistory();
      }
    }
    return eligible;
  }

  /** The orbit's channels, made comparable. */
  List<Track> tracks(PixelOrder order) {
    boolean[] eligible = eligible(historyOf(images));
    boolean[] shaping = new boolean[eligible.length];
    for (int k = 0; k < order.eligible; k++) {
      shaping[order.pixels[k]] = eligible[order.pixels[k]];
    }
    OrbitHistory past =
        new OrbitHistory(
            series.rows(),
            series.cols(),
            historyOf(images),
            shaping,
            parameters.prediction().components());
    Surroundings surroundings =
        new Surroundings(
            series.rows(), series.cols(), past, order, eligible, parameters.prediction());
    float[][][] residuals = new float[images.length][passes.size()][0];
    double[][] later = surroundings.features(images.length, -1);
    for (int d = 0; d < passes.size(); d++) {
      int without = d < history ? d : -1;
      double[][] features = d < history ? surroundings.features(images.length, d) : later;
      for (int p = 0; p < images.length; p++) {
        if (images[p][d].length > 0) {
          residuals[p][d] = surroundings.residual(images[p][d], past.mean(p, without), features);
        }
      }
    }
    List<Track> tracks = new ArrayList<>();
    for (int p = 0; p < images.length; p++) {
      tracks.add(track(polarisations.get(p), residuals[p]));
    }
    return tracks;
  }

  private Track track(Polarisation polarisation, float[][] residuals) {
    List<Integer> own = new ArrayList<>();
    List<float[]> found = new ArrayList<>();
    int past = 0;
    for (int d = 0; d < residuals.length; d++) {
      if (residuals[d].length > 0) {
        own.add(passes.get(d));
        found.add(residuals[d]);
        past += d < history ? 1 : 0;
      }
    }
    return Track.of(
        new Channel(orbit, polarisation),
        own.stream().mapToInt(Integer::intValue).toArray(),
        past,
        found.toArray(float[][]::new),
        parameters.scale());
  }
}
