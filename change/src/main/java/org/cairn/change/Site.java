package org.cairn.change;

import java.util.Arrays;

/**
 * The pixels of one place within a watch area: a rectangle, or a mask inside one. Rows and columns
 * count from the area's upper left pixel. Immutable: owns its mask.
 */
public final class Site {
  private final int row;
  private final int col;
  private final int rows;
  private final int cols;
  private final boolean[] inside;
  private final int pixels;

  private Site(int row, int col, int rows, int cols, boolean[] inside) {
    this.row = row;
    this.col = col;
    this.rows = rows;
    this.cols = cols;
    this.inside = inside;
    int count = 0;
    for (boolean pixel : inside) {
      count += pixel ? 1 : 0;
    }
    this.pixels = count;
  }

  /**
   * A full rectangle.
   *
   * @throws IllegalArgumentException for a negative corner or an empty rectangle
   */
  public static Site rectangle(int row, int col, int rows, int cols) {
    requireRectangle(row, col, rows, cols);
    boolean[] inside = new boolean[rows * cols];
    Arrays.fill(inside, true);
    return new Site(row, col, rows, cols, inside);
  }

  /**
   * The pixels of a mask.
   *
   * @param inside {@code boolean[rows*cols]}, row-major within the rectangle; copied
   * @throws IllegalArgumentException for a negative corner, an empty rectangle, a mask of another
   *     size or one without any pixel
   */
  public static Site of(int row, int col, int rows, int cols, boolean[] inside) {
    requireRectangle(row, col, rows, cols);
    if (inside.length != rows * cols) {
      throw new IllegalArgumentException(
          "Mask has " + inside.length + " pixels, expected " + rows + " x " + cols);
    }
    Site site = new Site(row, col, rows, cols, inside.clone());
    if (site.pixels == 0) {
      throw new IllegalArgumentException("Mask of " + rows + " x " + cols + " has no pixel inside");
    }
    return site;
  }

  public int row() {
    return row;
  }

  public int col() {
    return col;
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  /** How many pixels are inside. */
  public int pixels() {
    return pixels;
  }

  /** Whether a pixel of the area, counted from the area's corner, belongs to the site. */
  public boolean contains(int areaRow, int areaCol) {
    int r = areaRow - row;
    int c = areaCol - col;
    return r >= 0 && r < rows && c >= 0 && c < cols && inside[r * cols + c];
  }

  /** Whether at least one of the smallest boxes lies wholly inside: a smaller site has no score. */
  public boolean fits(DetectorParameters parameters) {
    return fits(parameters.scan().boxes().getFirst());
  }

  /** Whether a box of so many pixels a side lies wholly inside somewhere. */
  public boolean fits(int box) {
    return boxCorners(box).length > 0;
  }

  /**
   * Where a box of so many pixels a side lies wholly inside.
   *
   * @return {@code int[places]}, upper left corners as {@code r * cols + c} within the site's
   *     rectangle, in rising order
   */
  public int[] boxCorners(int box) {
    int[][] sums = new int[rows + 1][cols + 1];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        sums[r + 1][c + 1] =
            sums[r][c + 1] + sums[r + 1][c] - sums[r][c] + (inside[r * cols + c] ? 1 : 0);
      }
    }
    int[] corners = new int[Math.max(0, rows - box + 1) * Math.max(0, cols - box + 1)];
    int found = 0;
    for (int r = 0; r + box <= rows; r++) {
      for (int c = 0; c + box <= cols; c++) {
        int full = sums[r + box][c + box] - sums[r][c + box] - sums[r + box][c] + sums[r][c];
        if (full == box * box) {
          corners[found++] = r * cols + c;
        }
      }
    }
    return Arrays.copyOf(corners, found);
  }

  /** The same shape with its rectangle's corner elsewhere. */
  public Site movedTo(int newRow, int newCol) {
    requireRectangle(newRow, newCol, rows, cols);
    return new Site(newRow, newCol, rows, cols, inside);
  }

  /** Whether its rectangle and another one come nearer than so many free pixels. */
  boolean isNear(int otherRow, int otherCol, int otherRows, int otherCols, int gap) {
    return row < otherRow + otherRows + gap
        && otherRow < row + rows + gap
        && col < otherCol + otherCols + gap
        && otherCol < col + cols + gap;
  }

  /**
   * @throws IllegalArgumentException where it reaches beyond an area of that size
   */
  public void requireInside(int areaRows, int areaCols) {
    if (row + rows > areaRows || col + cols > areaCols) {
      throw new IllegalArgumentException(
          this + " reaches beyond the area of " + areaRows + " x " + areaCols);
    }
  }

  /** Its pixels, as offsets from its rectangle's corner in an image of so many columns. */
  public int[] offsets(int imageCols) {
    int[] offsets = new int[pixels];
    int next = 0;
    for (int i = 0; i < inside.length; i++) {
      if (inside[i]) {
        offsets[next++] = i / cols * imageCols + i % cols;
      }
    }
    return offsets;
  }

  private static void requireRectangle(int row, int col, int rows, int cols) {
    if (row < 0 || col < 0 || rows < 1 || cols < 1) {
      throw new IllegalArgumentException(
          "Site of " + rows + " x " + cols + " pixels at row " + row + ", column " + col);
    }
  }

  @Override
  public String toString() {
    return "Site[row="
        + row
        + ", col="
        + col
        + ", rows="
        + rows
        + ", cols="
        + cols
        + ", pixels="
        + pixels
        + "]";
  }
}
