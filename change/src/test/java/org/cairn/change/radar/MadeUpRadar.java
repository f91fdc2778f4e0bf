package org.cairn.change.radar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cairn.change.MadeUpArea;
import org.cairn.change.radar.Orbit.Direction;

/**
 * Radar areas made for tests, from a seed: fields with a season, bare ground that answers rain,
 * built ground that does not, smooth soil moisture with a memory, texture; and speckle as the
 * physics has it, power of a complex Gaussian field that a sensor of two pixels' resolution sees,
 * averaged over looks.
 */
final class MadeUpRadar {
  static final Orbit UP = new Orbit(88, Direction.ASCENDING);
  static final Orbit DOWN = new Orbit(66, Direction.DESCENDING);

  /** Days between two passes of an orbit. */
  static final int REPEAT = 12;

  private static final double PI2 = 2 * Math.PI;

  /** The sensor's response, Gaussian of 0.8 pixels. */
  private static final double[] RESPONSE = {0.025, 0.229, 0.492, 0.229, 0.025};

  private final int rows;
  private final int cols;
  private final int history;
  private final int monitored;
  private final Random random;
  private final double[] built;
  private final double[] vegetation;
  private final double[] phase;
  private final double[][] texture;
  private int looks = 4;
  private double moisture = 0.6;
  private int rainFrom = Integer.MAX_VALUE;
  private int rainUntil = Integer.MIN_VALUE;
  private double rain;
  private List<Orbit> orbits = List.of(UP, DOWN);
  private final List<Block> blocks = new ArrayList<>();

  /**
   * @param from number of the first pass (of each orbit) that has it
   */
  record Block(int row, int col, int size, int from, double vv, double vh) {}

  /**
   * @param history passes of each orbit before monitoring
   * @param monitored passes of each orbit from then on
   */
  MadeUpRadar(int rows, int cols, int history, int monitored, long seed) {
    this.rows = rows;
    this.cols = cols;
    this.history = history;
    this.monitored = monitored;
    this.random = new Random(seed);
    this.built = share(smooth(5), 0.8);
    this.vegetation = share(smooth(9), 0.2);
    this.phase = smooth(9);
    this.texture = new double[4][rows * cols];
    for (double[] one : texture) {
      for (int i = 0; i < one.length; i++) {
        one[i] = random.nextGaussian() * (0.4 + 2 * built[i]);
      }
    }
  }

  MadeUpRadar withLooks(int number) {
    this.looks = number;
    return this;
  }

  MadeUpRadar withOrbits(Orbit... chosen) {
    this.orbits = List.of(chosen);
    return this;
  }

  MadeUpRadar withMoisture(double decibels) {
    this.moisture = decibels;
    return this;
  }

  /** Wet ground from a pass to another one, both included. */
  MadeUpRadar withRain(int from, int until, double decibels) {
    this.rainFrom = from;
    this.rainUntil = until;
    this.rain = decibels;
    return this;
  }

  /** A square that loses (or wins) so many decibels from a pass on. */
  MadeUpRadar withChange(int row, int col, int size, int from, double vv, double vh) {
    blocks.add(new Block(row, col, size, from, vv, vh));
    return this;
  }

  /** The first monitored day. */
  int start() {
    return REPEAT * history;
  }

  RadarSeries series() {
    return new RadarSeries(rows, cols, start(), passes());
  }

  List<RadarPass> passes() {
    List<RadarPass> passes = new ArrayList<>();
    double[] wet = new double[rows * cols];
    for (int t = 0; t < history + monitored; t++) {
      for (int o = 0; o < orbits.size(); o++) {
        int day = REPEAT * t + 5 * o;
        double[] field = smooth(12);
        for (int i = 0; i < wet.length; i++) {
          wet[i] = 0.5 * wet[i] + moisture * field[i];
        }
        double whole = 0.8 * random.nextGaussian();
        if (t >= rainFrom && t <= rainUntil) {
          whole += rain;
        }
        passes.add(
            new RadarPass(
                day,
                orbits.get(o),
                Map.of(
                    Polarisation.VV, image(t, day, o, false, wet, whole),
                    Polarisation.VH, image(t, day, o, true, wet, whole))));
      }
    }
    return passes;
  }

  private float[] image(int t, int day, int orbit, boolean cross, double[] wet, double whole) {
    double[] power = new double[rows * cols];
    for (int i = 0; i < power.length; i++) {
      double season = Math.sin(PI2 * day / 365.0 + 1.5 * phase[i]);
      double soil = (1 - built[i]) * (1 - 0.6 * vegetation[i]);
      double decibels =
          (cross ? -19 + 5 * vegetation[i] : -12 + 2 * vegetation[i])
              + 8 * built[i]
              + texture[2 * orbit + (cross ? 1 : 0)][i]
              + (cross ? 2.5 : 1.5) * vegetation[i] * season
              + soil * (whole + wet[i]);
      power[i] = Math.pow(10, decibels / 10);
    }
    for (Block block : blocks) {
      if (t >= block.from) {
        double factor = Math.pow(10, (cross ? block.vh : block.vv) / 10);
        for (int r = block.row; r < block.row + block.size; r++) {
          for (int c = block.col; c < block.col + block.size; c++) {
            power[r * cols + c] *= factor;
          }
        }
      }
    }
    return speckled(power);
  }

  /** Looks of a rough surface of such mean power, through the sensor's response. */
  private float[] speckled(double[] power) {
    double energy = 0;
    for (double weight : RESPONSE) {
      energy += weight * weight;
    }
    float[] sum = new float[power.length];
    double[] part = new double[power.length];
    for (int look = 0; look < 2 * looks; look++) {
      for (int i = 0; i < part.length; i++) {
        part[i] = random.nextGaussian() * Math.sqrt(power[i] / 2);
      }
      double[] seen = through(through(part, 1), cols);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) (seen[i] * seen[i] / (looks * energy * energy));
      }
    }
    return sum;
  }

  private double[] through(double[] field, int step) {
    double[] seen = new double[field.length];
    for (int i = 0; i < field.length; i++) {
      for (int k = -2; k <= 2; k++) {
        int from = i + k * step;
        boolean inside =
            step == 1 ? from / cols == i / cols && from >= 0 : from >= 0 && from < field.length;
        seen[i] += RESPONSE[k + 2] * field[inside ? from : i];
      }
    }
    return seen;
  }

  /** Between 0 and 1: mostly 0 below a level, with soft edges. */
  private static double[] share(double[] field, double level) {
    double[] share = new double[field.length];
    for (int i = 0; i < share.length; i++) {
      share[i] = 1 / (1 + Math.exp(-6 * (field[i] - level)));
    }
    return share;
  }

  private double[] smooth(int cell) {
    return MadeUpArea.smooth(random, rows, cols, cell);
  }

  static RadarAnalysis analysed(RadarSeries series, RadarParameters parameters) {
    return switch (RadarAnalysis.of(series, parameters, List.of())) {
      case RadarOutcome.Analysed(RadarAnalysis analysis) -> analysis;
      case RadarOutcome.NotAnalysable(var reason, var message) ->
          throw new AssertionError(reason + ": " + message);
    };
  }
}
