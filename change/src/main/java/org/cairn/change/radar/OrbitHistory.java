package org.cairn.change.radar;

import java.util.ArrayList;
import java.util.List;

/**
 * What the passes before monitoring say of each pixel under one orbit: its mean in each
 * polarisation, and how strongly it takes part in the leading patterns of change over time (fields
 * of one crop move together). All of it also as it would be without one of the passes, so that no
 * pass predicts itself. Decibels.
 */
final class OrbitHistory {
  private final int rows;
  private final int cols;
  private final int components;

  /** {@code float[polarisations][passes][rows*cols]}; an image of zero length where it lacks. */
  private final float[][][] images;

  private final double[][] means;
  private final int[][] counts;

  /** Smoothed deviations from the pixels' means, one image per polarisation and pass. */
  private final List<float[]> deviations = new ArrayList<>();

  /** The pass of each of {@link #deviations}. */
  private final List<Integer> passOf = new ArrayList<>();

  /** The polarisation of each of {@link #deviations}. */
  private final List<Integer> polarisationOf = new ArrayList<>();

  private final double[][] gram;

  /**
   * @param images {@code float[polarisations][passes][rows*cols]}, dB, NaN = masked
   * @param eligible pixels that may shape the patterns
   */
  OrbitHistory(int rows, int cols, float[][][] images, boolean[] eligible, int components) {
    this.rows = rows;
    this.cols = cols;
    this.images = images;
    this.components = components;
    this.means = new double[images.length][rows * cols];
    this.counts = new int[images.length][rows * cols];
    for (int p = 0; p < images.length; p++) {
      average(images[p], means[p], counts[p]);
      for (int pass = 0; pass < images[p].length; pass++) {
        if (images[p][pass].length > 0) {
          deviations.add(smoothed(images[p][pass], means[p]));
          passOf.add(pass);
          polarisationOf.add(p);
        }
      }
    }
    this.gram = gram(eligible);
  }

  private static void average(float[][] images, double[] mean, int[] count) {
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        if (!Float.isNaN(image[i])) {
          mean[i] += image[i];
          count[i]++;
        }
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] = count[i] > 0 ? mean[i] / count[i] : Double.NaN;
    }
  }

  /**
   * Means of 3 x 3 pixels: much less speckle, nearly the same pattern. 0 where nothing is known.
   */
  private float[] smoothed(float[] image, double[] mean) {
    float[] result = new float[image.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        double sum = 0;
        int n = 0;
        for (int y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++) {
          for (int x = Math.max(0, c - 1); x <= Math.min(cols - 1, c + 1); x++) {
            double deviation = image[y * cols + x] - mean[y * cols + x];
            if (!Double.isNaN(deviation)) {
              sum += deviation;
              n++;
            }
          }
        }
        result[r * cols + c] = n > 0 ? (float) (sum / n) : 0;
      }
    }
    return result;
  }

  private double[][] gram(boolean[] eligible) {
    int n = deviations.size();
    double[] centre = new double[n];
    int pixels = 0;
    for (boolean one : eligible) {
      pixels += one ? 1 : 0;
    }
    double[][] packed = new double[n][pixels];
    for (int j = 0; j < n; j++) {
      float[] image = deviations.get(j);
      int k = 0;
      for (int i = 0; i < image.length; i++) {
        if (eligible[i]) {
          packed[j][k++] = image[i];
          centre[j] += image[i];
        }
      }
      centre[j] /= Math.max(1, pixels);
    }
    double[][] result = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int k = j; k < n; k++) {
        double sum = 0;
        for (int i = 0; i < pixels; i++) {
          sum += (packed[j][i] - centre[j]) * (packed[k][i] - centre[k]);
        }
        result[j][k] = sum;
        result[k][j] = sum;
      }
    }
    return result;
  }

  /** How often a pixel was seen. */
  int count(int polarisation, int pixel) {
    return counts[polarisation][pixel];
  }

  /**
   * {@code double[rows*cols]}: a pixel's mean, without one pass where it is seen on others too.
   *
   * @param without number of a pass, or -1 for none
   */
  double[] mean(int polarisation, int without) {
    double[] mean = means[polarisation].clone();
    float[] left = without < 0 ? new float[0] : images[polarisation][without];
    for (int i = 0; i < left.length; i++) {
      int n = counts[polarisation][i];
      if (!Float.isNaN(left[i])) {
        mean[i] = n > 1 ? mean[i] + (mean[i] - left[i]) / (n - 1) : Double.NaN;
      }
    }
    return mean;
  }

  /**
   * {@code double[components][rows*cols]}: how strongly pixels take part in the leading patterns.
   *
   * @param without number of a pass, or -1 for none
   */
  double[][] patterns(int without) {
    int n = deviations.size();
    boolean[] in = new boolean[n];
    int kept = 0;
    for (int j = 0; j < n; j++) {
      in[j] = passOf.get(j) != without;
      kept += in[j] ? 1 : 0;
    }
    int wanted = Math.min(components, kept / 3);
    double[][] vectors = LeadingVectors.of(gram, in, wanted);
    double[][] scores = new double[wanted][rows * cols];
    for (int k = 0; k < wanted; k++) {
      double[] weights = vectors[k].clone();
      for (int j = 0; j < n; j++) {
        if (!in[j]) {
          weights[j] = ofItsMean(vectors[k], polarisationOf.get(j));
        }
      }
      for (int j = 0; j < n; j++) {
        float[] image = deviations.get(j);
        double weight = weights[j];
        for (int i = 0; i < image.length; i++) {
          scores[k][i] += weight * image[i];
        }
      }
    }
    return scores;
  }

  /**
   * Weight of a pass that takes no part: deviations are counted from means that it is part of, and
   * this takes it out of them.
   */
  private double ofItsMean(double[] vector, int polarisation) {
    double sum = 0;
    int others = -1;
    for (int j = 0; j < vector.length; j++) {
      if (polarisationOf.get(j) == polarisation) {
        sum += vector[j];
        others++;
      }
    }
    return others > 0 ? sum / others : 0;
  }
}
