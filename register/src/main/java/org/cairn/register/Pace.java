package org.cairn.register;

import java.io.InterruptedIOException;

/** Lets long work rest between its steps, so that others get their turn. Single-thread. */
final class Pace {
  /** Work of less is not worth a rest. */
  private static final long LEAST_NANOS = 20_000_000;

  private static final int GENTLE = 3;

  /** How many times as long as it worked it rests. */
  private final int rest;

  private long since = System.nanoTime();

  private Pace(int rest) {
    this.rest = rest;
  }

  static Pace full() {
    return new Pace(0);
  }

  static Pace gentle() {
    return new Pace(GENTLE);
  }

  /**
   * To be called between steps of some milliseconds.
   *
   * @throws InterruptedIOException where the thread is interrupted
   */
  void step() throws InterruptedIOException {
    long worked = System.nanoTime() - since;
    if (rest == 0 || worked < LEAST_NANOS) {
      return;
    }
    try {
      Thread.sleep(worked * rest / 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("it was stopped");
      stopped.initCause(e);
      throw stopped;
    }
    since = System.nanoTime();
  }
}
