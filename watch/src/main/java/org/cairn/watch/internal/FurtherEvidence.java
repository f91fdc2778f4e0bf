package org.cairn.watch.internal;

/**
 * Evidence on an area beside the watched layer's. It may hold much memory until it is closed. Used
 * by one thread.
 */
@FunctionalInterface
interface FurtherEvidence extends AutoCloseable {
  /** What it says of a site, by the site's number in the area. */
  FurtherSide side(int site);

  @Override
  default void close() {}
}
