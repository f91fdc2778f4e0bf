package org.cairn.imagery.scene;

/** Checks that an array has the shape its caller says. */
final class PixelArrays {
  private PixelArrays() {}

  static void checkShape(String what, int length, int rows, int cols) {
    if (rows < 1 || cols < 1 || (long) rows * cols != length) {
      throw new IllegalArgumentException(
          "The " + what + " has " + length + " pixels, expected " + rows + " x " + cols);
    }
  }
}
