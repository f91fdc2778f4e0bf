package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;

/**
 * Brings the log's public files up to what the journal says, on a thread of its own: bundles and
 * tiles, then the checkpoint. Steps that wait are published as one, since nobody can ask for the
 * partial files of the heads in between. A step whose files could not be written is tried again
 * with the next one or when somebody asks for it; the journal has it meanwhile.
 */
final class LogPublisher {
  /**
   * Steps that may wait, in bytes of memory; a writer faster than that is held up. At half of it
   * they are published, whether or not more follow: as many again wait for that at the most.
   */
  private static final int WAITING_BYTES = 32 << 20;

  /** What a step holds beside its entries: the tiles of the log's edge. */
  private static final int EDGE_BYTES = 64 << 10;

  /**
   * How long nobody has appended when steps are published, unless somebody waits: each time takes
   * the disk from who appends, replaces the checkpoint and writes partial files, and file systems
   * slow down where many files were deleted lately.
   */
  private static final long LULL_MILLIS = 50;

  /** Nor does a step wait longer than that where appends never cease. */
  private static final long GATHERING_MILLIS = 1_000;

  private final LogFailure failure;
  private final LogSettler settler;
  private final Lull lull;
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();

  /** A permit for each byte that may wait in the queue. */
  private final Semaphore room = new Semaphore(WAITING_BYTES);

  /** Has permits where something waits that is not to wait for more steps. */
  private final Semaphore hurry = new Semaphore(0);

  private final Thread thread = Thread.ofPlatform().name("log-publisher").unstarted(this::run);

  /** Owned by {@link #thread}; by the closing thread after it. */
  private final LogFolder folder;

  /** Owned by {@link #thread}: steps and segments not done yet, in order. */
  private final List<Work> pending = new ArrayList<>();

  /** Why the files are behind the journal. */
  private volatile Optional<IOException> trouble = Optional.empty();

  private volatile SignedNote published;
  private volatile int unsettledFiles;

  /**
   * @param settler closed with this
   */
  LogPublisher(
      Disk disk,
      Path log,
      SignedNote published,
      LogSettler settler,
      LogFailure failure,
      Lull lull) {
    this.settler = settler;
    this.failure = failure;
    this.lull = lull;
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
  record Step(Frontier after, SignedNote checkpoint, int bytes) implements Work {
    private int held() {
      return Math.min(bytes + EDGE_BYTES, WAITING_BYTES);
    }
  }

  /**
   * Everything before this is in the journal's newer segment, or must be forced now.
   *
   * @param reusable whether the old segment is worth writing over
   */
  record Settle(Path segment, boolean reusable) implements Work {}

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
  void submit(Step step) throws InterruptedException {
    room.acquire(step.held());
    lull.appended();
    queue.add(step);
    if (room.availablePermits() < WAITING_BYTES / 2) {
      hurry.release();
    }
  }

  /** After the steps before it, which need no hurry for that. */
  void submit(Settle settle) {
    queue.add(settle);
  }

  /** After the steps before it, and at once: somebody waits. */
  void ask(Work work) {
    queue.add(work);
    hurry.release();
  }

  /** The newest checkpoint in the log's folder. */
  SignedNote published() {
    return published;
  }

  /** Files that were written and that no segment's end has asked to force. */
  int unsettledFiles() {
    return unsettledFiles;
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

  /** Lets more steps come, until somebody waits for them or none follows. */
  private void gather() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHERING_MILLIS);
    long nanos;
    do {
      nanos = Math.min(lull.nanosUntil(LULL_MILLIS), end - System.nanoTime());
    } while (nanos > 0 && !hurry.tryAcquire(nanos, TimeUnit.NANOSECONDS));
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
    ask(new Await(answer));
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
        case Step step -> {
          pending.add(step);
          room.release(step.held());
        }
        case Settle settle -> pending.add(settle);
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
    LogFolder.Unsettled files = folder.seal();
    unsettledFiles = 0;
    settler.settle(settle.segment, settle.reusable, files);
  }

  /** Ends the threads once all that was submitted is done, and forces every file. */
  void close() throws IOException {
    ask(new Stop());
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
