package org.cairn.watch;

import java.time.LocalDate;
import java.util.List;

/**
 * A small picture of a place on one date, with the pixels that the alert is about. Before and after
 * chips of one alert share grid and stretch. Immutable: owns its array and hands out copies.
 */
public final class Chip {
  private final int cols;
  private final int rows;
  private final int[] rgb;
  private final boolean trueColour;
  private final LocalDate date;
  private final String sensor;
  private final String item;

  /**
   * @param rgb {@code int[rows*cols]}, row-major, 0xRRGGBB; 0xFF000000 set where the pixel was seen
   *     clear or cloudy, 0 where no data
   * @param trueColour whether red, green and blue are those bands; else a grey picture of the
   *     watched layer
   */
  public Chip(
      int cols,
      int rows,
      int[] rgb,
      boolean trueColour,
      LocalDate date,
      String sensor,
      String item) {
    if (rgb.length != cols * rows) {
      throw new IllegalArgumentException(
          "rgb has " + rgb.length + " pixels, expected " + cols + " x " + rows);
    }
    this.cols = cols;
    this.rows = rows;
    this.rgb = rgb.clone();
    this.trueColour = trueColour;
    this.date = date;
    this.sensor = sensor;
    this.item = item;
  }

  public int cols() {
    return cols;
  }

  public int rows() {
    return rows;
  }

  /** A copy, {@code int[rows*cols]}, row-major, ARGB. */
  public int[] argb() {
    return rgb.clone();
  }

  public boolean trueColour() {
    return trueColour;
  }

  public LocalDate date() {
    return date;
  }

  public String sensor() {
    return sensor;
  }

  /** STAC item id the picture was made from. */
  public String item() {
    return item;
  }

  /**
   * A closed ring in pixel coordinates of the chip: x = columns from the left edge, y = rows from
   * the top edge.
   */
  public record Ring(List<Vertex> vertices) {
    public Ring {
      vertices = List.copyOf(vertices);
    }
  }

  /** A pixel corner. */
  public record Vertex(double x, double y) {}
}
