package org.cairn.ledger.log;

/** Waits to the end, and keeps an interruption for later. Stateless. */
final class Uninterrupted {
  private Uninterrupted() {}

  @FunctionalInterface
  interface Waiting {
    void run() throws InterruptedException;
  }

  static void await(Waiting waiting) {
    boolean interrupted = false;
    while (true) {
      try {
        waiting.run();
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
