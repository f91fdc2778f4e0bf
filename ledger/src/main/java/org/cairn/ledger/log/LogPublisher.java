package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;

/**
 * Brings the log's public files up to what the journal says, on a thread of its own: bundles and
 * tiles, then the checkpoint. Steps that wait are published as one, since nobody can ask for the
 * partial files of the heads in between. A step whose files could not be written is tried again
 * with the next one or when somebody asks for it; the journal has it meanwhile. Another thread
 * forces the files of a full segment of the journal, so that it can be written over.
 */
final class LogPublisher {
  /** Steps that may wait; a writer faster than that is held up. */
  private static final int WAITING = 64;

  /**
   * How long steps are gathered, unless somebody waits: each gathering replaces the checkpoint and
   * writes partial files, and file systems slow down where many files were deleted lately.
   */
  private static final long GATHERING_MILLIS = 50;

  /** Steps of more bytes are not gathered, since those that wait are in memory. */
  private static final int GATHERED_BYTES = 1 << 20;

  /** Full segments that may wait to be settled; likewise. */
  private static final int WAITING_SEGMENTS = 4;

  /** A spare journal file is made where so many would find room. */
  private static final long SPARES_FREE = 16;

  /** More are not kept. */
  private static final int SPARES_KEPT = 2;

  private final Disk disk;
  private final Path state;
  private final JournalSize size;
  private final LogFailure failure;
  private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(WAITING);

  /** Has permits where something waits that is not to wait for more steps. */
  private final Semaphore hurry = new Semaphore(0);

  private final Thread thread = Thread.ofPlatform().name("log-publisher").unstarted(this::run);

  private final ExecutorService settler =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("log-settler").factory());

  /** Owned by {@link #thread}; by the closing thread after it. */
  private final LogFolder folder;

  /** Owned by {@link #thread}: steps and segments not done yet, in order. */
  private final List<Work> pending = new ArrayList<>();

  /** Owned by {@link #thread}. */
  private final List<Future<?>> settling = new ArrayList<>();

  /** Why the files are behind the journal. */
  private volatile Optional<IOException> trouble = Optional.empty();

  /** Journal files to write the next segments over. */
  private final Queue<Path> spares = new ConcurrentLinkedQueue<>();

  /** Owned by the {@link #settler}. */
  private int sparesMade;

  private volatile SignedNote published;
  private volatile int unsettledFiles;

  LogPublisher(
      Disk disk, Path log, Path state, SignedNote published, JournalSize size, LogFailure failure) {
    this.size = size;
    this.disk = disk;
    this.state = state;
    this.failure = failure;
    this.published = published;
    this.folder = new LogFolder(disk, log);
  }

  /** Something to do, in the order of the queue. */
  sealed interface Work {}

  /**
   * A step that is in the journal.
   *
   * @param after the edge of the log, with the files the step filled and grew
   * @param bytes of its entries
   */
  record Step(Frontier after, SignedNote checkpoint, int bytes) implements Work {}

  /**
   * Everything before this is in the journal's newer segment, or must be forced now.
   *
   * @param reusable whether the old segment is worth writing over
   */
  record Settle(Path segment, boolean reusable) implements Work {}

  /** Asks for a file to write a segment over, made while the log goes on. */
  record MakeSpare() implements Work {}

  /** Cosignatures for a checkpoint; the answer says whether it was still the newest. */
  record Cosign(String text, List<NoteSignature> signatures, CompletableFuture<Boolean> answer)
      implements Work {}

  /** Answered with what is published once everything before it is, or with why it could not be. */
  record Await(CompletableFuture<SignedNote> answer) implements Work {}

  private record Stop() implements Work {}

  void start() {
    thread.start();
  }

  /** Waits where too much waits already. */
  void submit(Work work) throws InterruptedException {
    queue.put(work);
    if (!(work instanceof Step step)
        || step.bytes > GATHERED_BYTES
        || queue.remainingCapacity() < WAITING / 2) {
      hurry.release();
    }
  }

  /** The newest checkpoint in the log's folder. */
  SignedNote published() {
    return published;
  }

  /** Files that were written and that no segment's end has asked to force. */
  int unsettledFiles() {
    return unsettledFiles;
  }

  /** Journal files to write over, their present names forced. */
  Queue<Path> spares() {
    return spares;
  }

  private void run() {
    try {
      List<Work> works = new ArrayList<>();
      boolean stop = false;
      while (!stop) {
        works.clear();
        works.add(queue.take());
        gather();
        queue.drainTo(works);
        stop = publish(works);
      }
    } catch (InterruptedException e) {
      failure.keep(e);
    }
  }

  /** Lets more steps come, until somebody waits for them. */
  private void gather() throws InterruptedException {
    hurry.tryAcquire(GATHERING_MILLIS, TimeUnit.MILLISECONDS);
    // Before the queue is emptied: what is put into it after that leaves its permit.
    hurry.drainPermits();
  }

  /**
   * Returns when files that could not be written have been; at once where there are none.
   *
   * @throws StorageFullException where that fails again
   */
  void requireUpToDate() throws IOException {
    if (trouble.isEmpty()) {
      return;
    }
    CompletableFuture<SignedNote> answer = new CompletableFuture<>();
    Uninterrupted.await(() -> submit(new Await(answer)));
    try {
      answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException told ? told : new IOException(e);
    }
  }

  /** In order; true when there is no more to come. */
  private boolean publish(List<Work> works) throws InterruptedException {
    boolean stop = false;
    for (Work work : works) {
      switch (work) {
        case Step step -> pending.add(step);
        case Settle settle -> pending.add(settle);
        case MakeSpare() -> settler.execute(this::makeSpare);
        case Cosign cosign -> {
          publishPending();
          publishCosigned(cosign);
        }
        case Await await -> {
          publishPending();
          answer(await);
        }
        case Stop() -> stop = true;
      }
    }
    publishPending();
    return stop;
  }

  /** Neighbouring steps together. */
  private void publishPending() throws InterruptedException {
    if (failure.hasHappened()) {
      return;
    }
    try {
      while (!pending.isEmpty()) {
        List<Step> steps = new ArrayList<>();
        for (Work work : pending) {
          if (!(work instanceof Step step)) {
            break;
          }
          steps.add(step);
        }
        if (!steps.isEmpty()) {
          publishSteps(steps);
          pending.subList(0, steps.size()).clear();
        } else if (pending.removeFirst() instanceof Settle settle) {
          settle(settle);
        }
      }
      trouble = Optional.empty();
    } catch (IOException e) {
      trouble = Optional.of(e);
    } catch (RuntimeException | Error e) {
      failure.keep(e);
    }
  }

  private void publishSteps(List<Step> steps) throws IOException {
    folder.write(files(steps));
    SignedNote newest = steps.getLast().checkpoint;
    folder.writeCheckpoint(newest.bytes());
    published = newest;
    unsettledFiles = folder.unsettled();
  }

  private void answer(Await await) {
    if (pending.isEmpty()) {
      await.answer.complete(published);
    } else {
      await.answer.completeExceptionally(behind());
    }
  }

  private IOException behind() {
    return trouble
        .<IOException>map(cause ->
            new StorageFullException(
                "The log's files are behind its journal, for one could not be written ("
                    + cause.getMessage()
                    + "); nothing is lost. Free some room or mend the disk, then try again",
                cause))
        .orElseGet(() -> failure.tell(new IOException("the files are behind the journal")));
  }

  /** Of each place its last form. */
  private static Map<TileAddress, ByteBuffer> files(List<Step> steps) {
    Map<TileAddress, TileAddress> newest = new LinkedHashMap<>();
    Map<TileAddress, ByteBuffer> files = new LinkedHashMap<>();
    for (Step step : steps) {
      step.after
          .files()
          .forEach((address, content) -> {
            TileAddress older = newest.put(address.full(), address);
            if (older != null && !older.equals(address)) {
              files.remove(older);
            }
            files.put(address, content);
          });
    }
    return files;
  }

  private void publishCosigned(Cosign cosign) {
    try {
      failure.requireNone();
      if (!pending.isEmpty()) {
        throw behind();
      }
      boolean newest = cosign.text.equals(published.text());
      if (newest) {
        SignedNote note = published.with(cosign.signatures);
        folder.writeCheckpoint(note.bytes());
        published = note;
      }
      cosign.answer.complete(newest);
    } catch (IOException e) {
      cosign.answer.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      cosign.answer.completeExceptionally(failure.tell(e));
    }
  }

  private void settle(Settle settle) throws InterruptedException {
    settling.removeIf(Future::isDone);
    if (settling.size() >= WAITING_SEGMENTS) {
      try {
        settling.removeFirst().get();
      } catch (ExecutionException e) {
        failure.keep(e);
      }
    }
    LogFolder.Unsettled unsettled = folder.seal();
    unsettledFiles = 0;
    settling.add(
        settler.submit(() -> {
          try (unsettled) {
            failure.requireNone();
            unsettled.settle();
            retire(settle);
          } catch (IOException | RuntimeException | Error e) {
            failure.keep(e);
          }
        }));
  }

  /** It only saves time: where it cannot be made, the log goes without. */
  private void makeSpare() {
    try (Disk.Handle names = disk.openFolder(state)) {
      if (disk.usableSpace(state) > SPARES_FREE * size.full()) {
        sparesMade++;
        spares.add(JournalSegment.makeSpare(disk, state, names, sparesMade, size));
      }
    } catch (IOException goesWithout) {
      // Nothing was promised in it; what is left of it goes when the log is next opened.
      return;
    } catch (RuntimeException | Error e) {
      failure.keep(e);
    }
  }

  /** The new name is forced before anything is written over the file. */
  private void retire(Settle settle) throws IOException {
    if (!settle.reusable || spares.size() >= SPARES_KEPT) {
      disk.delete(settle.segment);
      return;
    }
    Path spare = JournalSegment.spare(settle.segment);
    try (Disk.Handle names = disk.openFolder(state)) {
      disk.rename(settle.segment, spare);
      names.force();
    }
    spares.add(spare);
  }

  /** Ends the threads once all that was submitted is done, and forces every file. */
  void close() throws IOException {
    Uninterrupted.await(() -> submit(new Stop()));
    Uninterrupted.await(thread::join);
    settler.close();
    try (folder) {
      if (!failure.hasHappened()) {
        if (!pending.isEmpty()) {
          throw behind();
        }
        folder.settleAll();
      }
    }
  }
}
