package org.cairn.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A time by which something with a connection must be done. When it is over, the thread doing it is
 * interrupted, which closes the channel it waits for: the only way to end a wait of the JDK's
 * server for bytes that do not come. Thread-safe.
 */
final class Deadline {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Duration time;

  Deadline(Duration time) {
    this.time = time;
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("deadlines").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** What must be done in time. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * @throws IOException from the work, where it was interrupted too
   */
  <T> T run(Work<T> work) throws IOException {
    Watchdog watchdog = new Watchdog(Thread.currentThread());
    var alarm = TIMER.schedule(watchdog, time.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return work.run();
    } finally {
      alarm.cancel(false);
      watchdog.done();
    }
  }

  /** Interrupts its thread only while that is at the work. */
  private static final class Watchdog implements Runnable {
    private final Thread thread;

    /** Whether the work is done or was interrupted; whichever comes first. */
    private boolean over;

    Watchdog(Thread thread) {
      this.thread = thread;
    }

    @Override
    public synchronized void run() {
      if (!over) {
        over = true;
        thread.interrupt();
      }
    }

    /** The work is done; an interruption that came too late is taken back. */
    synchronized void done() {
      if (over) {
        Thread.interrupted();
      }
      over = true;
    }
  }
}
