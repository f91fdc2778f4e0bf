package org.cairn.watch;

/** Hears how far a run has come. Called from several threads; must be quick. */
public interface WatchProgress {
  /** The catalogue is being searched; how long that takes is not known. */
  void surveying();

  /**
   * Images are read and places judged.
   *
   * @param share of the work done, 0 to 1
   */
  void watching(double share);

  /**
   * What there is to be watched is known.
   *
   * @param images of the catalogue that may show a place
   */
  default void found(int images) {}

  /**
   * Images were looked through, once for each batch of places.
   *
   * @param images so far
   * @param of all there are, times the batches
   */
  default void read(long images, long of) {}

  /**
   * Places were judged.
   *
   * @param places so far
   * @param of all that lie on an image
   */
  default void judged(int places, int of) {}

  /** Tells nobody. */
  static WatchProgress silent() {
    return new WatchProgress() {
      @Override
      public void surveying() {}

      @Override
      public void watching(double share) {}
    };
  }
}
