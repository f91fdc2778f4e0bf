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
