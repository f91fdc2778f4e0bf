package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Forces the files of full segments of the journal, after which these are not needed any more, and
 * keeps files at hand for the segments to come. On a thread of its own and while nobody appends, as
 * far as it can wait: a burst of appends has the disk for itself. Thread-safe.
 */
final class LogSettler {
  /** An append is over for so long before anything is begun. */
  private static final long LULL_MILLIS = 100;

  /** So many full segments wait for a lull; with one more, the oldest is settled at once. */
  private static final int PATIENT_SEGMENTS = 3;

  /** More may not wait; a writer faster than that is held up. */
  private static final int MOST_SEGMENTS = 4;

  /** A spare journal file is made where so many would find room. */
  private static final long SPARES_FREE = 16;

  /** More are not kept. */
  private static final int SPARES_KEPT = 3;

  private final Disk disk;
  private final Path state;
  private final JournalSize size;
  private final LogFailure failure;
  private final Lull lull;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("log-settler").factory());

  /** Journal files to write the next segments over. */
  private final Queue<Path> spares = new ConcurrentLinkedQueue<>();

  /** Owned by the {@link #thread}. */
  private int sparesMade;

  /** Segments that are not settled. Guarded by this. */
  private int segments;

  /** Guarded by this. */
  private boolean closing;

  LogSettler(Disk disk, Path state, JournalSize size, LogFailure failure, Lull lull) {
    this.disk = disk;
    this.state = state;
    this.size = size;
    this.failure = failure;
    this.lull = lull;
  }

  /** Journal files to write over, their present names forced. */
  Queue<Path> spares() {
    return spares;
  }

  /**
   * Waits where too many segments wait already.
   *
   * @param segment that is done with once the files are forced
   * @param reusable whether it is worth writing over
   * @param files closed when they are forced
   */
  void settle(Path segment, boolean reusable, LogFolder.Unsettled files)
      throws InterruptedException {
    synchronized (this) {
      while (segments == MOST_SEGMENTS) {
        wait();
      }
      segments++;
      notifyAll();
    }
    thread.execute(() -> {
      try (files) {
        failure.requireNone();
        awaitLull();
        files.settle();
        retire(segment, reusable);
      } catch (IOException | InterruptedException | RuntimeException | Error e) {
        failure.keep(e);
      } finally {
        settled();
      }
    });
  }

  private synchronized void settled() {
    segments--;
    notifyAll();
  }

  /** Returns in a lull, or with no more patience; false when the log is being closed. */
  private synchronized boolean awaitLull() throws InterruptedException {
    long nanos = lull.nanosUntil(LULL_MILLIS);
    while (nanos > 0 && segments <= PATIENT_SEGMENTS && !closing) {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
      nanos = lull.nanosUntil(LULL_MILLIS);
    }
    return !closing;
  }

  /** The new name is forced before anything is written over the file. */
  private void retire(Path segment, boolean reusable) throws IOException {
    if (!reusable || spares.size() >= SPARES_KEPT) {
      disk.delete(segment);
      return;
    }
    Path spare = JournalSegment.spare(segment);
    try (Disk.Handle names = disk.openFolder(state)) {
      disk.rename(segment, spare);
      names.force();
    }
    spares.add(spare);
  }

  /**
   * Asks for a file to write a segment over, made in a lull. It only saves time: where it cannot be
   * made, the log goes without.
   */
  void makeSpare() {
    thread.execute(() -> {
      try {
        if (awaitLull()) {
          tryToMakeSpare();
        }
      } catch (InterruptedException | RuntimeException | Error e) {
        failure.keep(e);
      }
    });
  }

  private void tryToMakeSpare() {
    try (Disk.Handle names = disk.openFolder(state)) {
      if (disk.usableSpace(state) > SPARES_FREE * size.full()) {
        sparesMade++;
        spares.add(JournalSegment.makeSpare(disk, state, names, sparesMade, size));
      }
    } catch (IOException goesWithout) {
      // Nothing was promised in it; what is left of it goes when the log is next opened.
      return;
    }
  }

  /** Ends the thread once every segment is settled. */
  void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    thread.close();
  }
}
