package org.cairn.imagery.raster;

/** Size of one level of an image's pyramid: the full resolution or an overview. */
public record Level(int cols, int rows) {}
