package org.cairn.geopackage;

/** A value in a column of geometries is none that can be taken; the message says why. */
public final class GeometryBlobException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message continues "The geometry cannot be read: "
   */
  GeometryBlobException(String message) {
    super(message, null, false, false);
  }
}
