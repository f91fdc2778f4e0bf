package org.cairn.ledger.timestamp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.storage.FolderLock;
import org.cairn.ledger.timestamp.PendingCheckpoint.Request;
import org.cairn.ledger.timestamp.TimestampStatus.Failure;

/**
 * Gets a token from each authority over each checkpoint, however long an authority is away. What is
 * asked, what failed and what came is on disk before a method returns, so a restart goes on where
 * the last process ended. Nothing here sleeps: the caller calls {@link #runDue} now and then.
 *
 * <p>Authorities are asked side by side, each one request after another; after a failure an
 * authority is left alone until the next run, so one that does not answer costs a run one timeout
 * and the others nothing. {@link #enqueue} never waits for an answer.
 *
 * <p>Thread-safe. {@code pending} is guarded by {@code this}; {@code running} lets one run at a
 * time. Where writing fails, memory stays as the disk is and the error goes to the caller.
 */
public final class TimestampQueue implements Closeable {
  /** Requests to one authority in one run. */
  static final int MAX_PER_RUN = 100;

  /** The client's own timeout bounds each request. */
  private static final Duration UNBOUNDED = Duration.ofDays(365);

  private final TimestampStore store;
  private final FolderLock lock;
  private final Map<String, TimestampAuthority> authorities;
  private final TimestampClient client;
  private final RetrySchedule schedule;
  private final InstantSource clock;
  private final Map<Hash, PendingCheckpoint> pending = new LinkedHashMap<>();
  private final ReentrantLock running = new ReentrantLock();

  private TimestampQueue(
      TimestampStore store,
      FolderLock lock,
      Map<String, TimestampAuthority> authorities,
      TimestampClient client,
      RetrySchedule schedule,
      InstantSource clock) {
    this.store = store;
    this.lock = lock;
    this.authorities = authorities;
    this.client = client;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * @param folder created where missing; its parent exists
   * @param authorities each with its own id and address; two or more, of different operators and
   *     jurisdictions, so that none must be believed alone
   * @param client stays the caller's to close
   * @param clock for the times of failures and how far an authority's clock is from ours
   * @throws RefusedException {@code timestamp-queue-locked}
   * @throws IntegrityException {@code timestamp-queue-format}
   */
  public static TimestampQueue open(
      Path folder,
      List<TimestampAuthority> authorities,
      TimestampClient client,
      RetrySchedule schedule,
      InstantSource clock)
      throws IOException, RefusedException {
    var byId = new LinkedHashMap<String, TimestampAuthority>();
    var addresses = new HashSet<String>();
    for (TimestampAuthority authority : authorities) {
      if (byId.put(authority.id(), authority) != null
          || !addresses.add(authority.address().toString())) {
        throw new IllegalArgumentException(
            "Authorities must differ in id and address, found '" + authority.id() + "' twice");
      }
    }
    if (byId.size() < 2) {
      throw new IllegalArgumentException(
          "A queue needs two authorities or more, found " + byId.size());
    }
    var store = new TimestampStore(folder);
    store.create();
    FolderLock lock = FolderLock.take(folder, "timestamp-queue-locked");
    var queue = new TimestampQueue(store, lock, byId, client, schedule, clock);
    boolean open = false;
    try {
      queue.load();
      open = true;
      return queue;
    } finally {
      if (!open) {
        lock.close();
      }
    }
  }

  private synchronized void load() throws IOException {
    for (PendingCheckpoint stored : store.readPending()) {
      store.getCheckpoint(stored.checkpoint());
      PendingCheckpoint now = stored;
      for (Request request : stored.requests()) {
        // A crash between keeping the token and forgetting the request.
        if (TimestampAuthority.isId(request.authority())
            && store.hasToken(stored.checkpoint(), request.authority())) {
          now = now.without(request.authority());
        }
      }
      if (now.requests().size() < stored.requests().size()) {
        keep(now);
      } else {
        pending.put(now.checkpoint(), now);
      }
    }
  }

  /**
   * Asks every authority for a token over these bytes, from the next run on; those that have given
   * one, or are being asked already, are left as they are.
   *
   * @param checkpoint exact bytes of the checkpoint file, signatures and cosignatures included
   * @return its SHA-256
   */
  public synchronized Hash enqueue(byte[] checkpoint) throws IOException {
    if (checkpoint.length == 0 || checkpoint.length > TimestampStore.MAX_CHECKPOINT_BYTES) {
      throw new IllegalArgumentException(
          "A checkpoint has 1 to "
              + TimestampStore.MAX_CHECKPOINT_BYTES
              + " bytes, found "
              + checkpoint.length);
    }
    Hash hash = Hash.of(Sha256.of(checkpoint));
    Instant now = clock.instant();
    PendingCheckpoint old =
        Optional.ofNullable(pending.get(hash))
            .orElseGet(() -> new PendingCheckpoint(hash, now, List.of()));
    PendingCheckpoint wanted = old;
    for (String authority : authorities.keySet()) {
      if (old.find(authority).isEmpty() && !store.hasToken(hash, authority)) {
        wanted = wanted.with(new Request(authority, 0, now, List.of()));
      }
    }
    if (wanted.requests().size() > old.requests().size()) {
      store.writeCheckpoint(hash, checkpoint);
      keep(wanted);
    }
    return hash;
  }

  /**
   * Tries what is due, up to 100 requests of each authority, and returns when all have an outcome:
   * after about as long as the slowest authority takes.
   *
   * @param now by the clock given at opening
   * @return as {@link #runDue(Instant, Duration)}
   */
  public List<TimestampOutcome> runDue(Instant now) throws IOException {
    return runDue(now, UNBOUNDED);
  }

  /**
   * As {@link #runDue(Instant)}, for no longer than the caller can wait: a request that has no
   * answer by then has failed, and what was not asked stays due.
   *
   * @param now by the clock given at opening
   * @return one per attempt; empty where another run is at work
   * @throws IOException our own files cannot be read or written
   */
  public List<TimestampOutcome> runDue(Instant now, Duration patience) throws IOException {
    long start = System.nanoTime();
    if (!running.tryLock()) {
      return List.of();
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Future<List<TimestampOutcome>>>();
      for (TimestampAuthority authority : authorities.values()) {
        List<Hash> due = due(authority.id(), now);
        if (!due.isEmpty()) {
          runs.add(threads.submit(() -> run(authority, due, start, patience)));
        }
      }
      return outcomes(runs, threads);
    } finally {
      running.unlock();
    }
  }

  private static List<TimestampOutcome> outcomes(
      List<Future<List<TimestampOutcome>>> runs, ExecutorService threads) throws IOException {
    var all = new ArrayList<TimestampOutcome>();
    for (Future<List<TimestampOutcome>> run : runs) {
      try {
        all.addAll(run.get());
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        var stopped = new InterruptedIOException("Interrupted while time stamps were asked for");
        stopped.initCause(e);
        throw stopped;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException own ? own : new IOException(e.getCause());
      }
    }
    return List.copyOf(all);
  }

  private synchronized List<Hash> due(String authority, Instant now) {
    record Due(Hash checkpoint, Instant since) {}
    var due = new ArrayList<Due>();
    for (PendingCheckpoint one : pending.values()) {
      Optional<Request> request = one.find(authority).filter(found -> isDue(found, now));
      request.ifPresent(found -> due.add(new Due(one.checkpoint(), found.nextTry())));
    }
    due.sort(Comparator.comparing(Due::since));
    return due.stream().limit(MAX_PER_RUN).map(Due::checkpoint).toList();
  }

  /** A wait longer than any we decide on means that our clock went back meanwhile. */
  private boolean isDue(Request request, Instant now) {
    return !now.isBefore(request.nextTry())
        || Duration.between(now, request.nextTry()).compareTo(schedule.cap()) > 0;
  }

  private List<TimestampOutcome> run(
      TimestampAuthority authority, List<Hash> due, long start, Duration patience)
      throws IOException {
    var outcomes = new ArrayList<TimestampOutcome>();
    for (Hash checkpoint : due) {
      Duration left = patience.minusNanos(System.nanoTime() - start);
      if (left.toMillis() <= 0) {
        break;
      }
      Optional<TimestampOutcome> outcome = attempt(authority, checkpoint, left);
      outcome.ifPresent(outcomes::add);
      if (outcome.isEmpty() || outcome.get().result() instanceof TimestampOutcome.Failed) {
        break;
      }
    }
    return outcomes;
  }

  /** Empty where this process is being stopped. */
  private Optional<TimestampOutcome> attempt(
      TimestampAuthority authority, Hash checkpoint, Duration patience) throws IOException {
    byte[] data = store.getCheckpoint(checkpoint);
    BigInteger nonce = client.nonce();
    byte[] query = TimestampClient.query(data, nonce);
    byte[] response;
    try {
      response = client.ask(authority, query, patience);
    } catch (InterruptedIOException e) {
      return Optional.empty();
    } catch (IOException e) {
      String code = e instanceof HttpTimeoutException ? "tsa-timeout" : "tsa-unreachable";
      String found = e instanceof HttpTimeoutException ? "none in time" : "no connection";
      return Optional.of(
          failed(
              authority,
              checkpoint,
              Fault.expected(code, "authority " + authority.id(), "an answer", found)));
    } catch (RefusedException e) {
      return Optional.of(failed(authority, checkpoint, e.fault()));
    }
    try {
      TimestampAnswer answer = TimestampClient.check(authority, data, nonce, response);
      return Optional.of(stamped(authority, checkpoint, answer));
    } catch (RefusedException e) {
      store.keepRefused(checkpoint, authority.id(), response);
      return Optional.of(failed(authority, checkpoint, e.fault()));
    }
  }

  private synchronized TimestampOutcome stamped(
      TimestampAuthority authority, Hash checkpoint, TimestampAnswer answer) throws IOException {
    store.writeUnrecorded(checkpoint, authority.id());
    store.writeToken(checkpoint, authority.id(), answer.response());
    keep(get(checkpoint).without(authority.id()));
    Duration ahead = Duration.between(clock.instant(), answer.timestamp().genTime());
    return new TimestampOutcome(
        checkpoint, authority.id(), new TimestampOutcome.Stamped(answer.timestamp(), ahead));
  }

  private synchronized TimestampOutcome failed(
      TimestampAuthority authority, Hash checkpoint, Fault fault) throws IOException {
    PendingCheckpoint one = get(checkpoint);
    Request request = one.find(authority.id()).orElseThrow();
    Instant now = clock.instant();
    var failure =
        new Failure(
            now,
            PendingCheckpoint.shortened(fault),
            now.plus(schedule.after(request.attempts() + 1)));
    keep(one.with(request.withFailure(failure)));
    return new TimestampOutcome(checkpoint, authority.id(), new TimestampOutcome.Failed(failure));
  }

  private PendingCheckpoint get(Hash checkpoint) {
    return Optional.ofNullable(pending.get(checkpoint)).orElseThrow();
  }

  /** On disk first. */
  private void keep(PendingCheckpoint changed) throws IOException {
    if (changed.requests().isEmpty()) {
      store.removePending(changed.checkpoint());
      pending.remove(changed.checkpoint());
    } else {
      store.writePending(changed);
      pending.put(changed.checkpoint(), changed);
    }
  }

  /**
   * Every checkpoint that lacks a token, with each authority; oldest first. What is not listed has
   * all.
   *
   * @throws IntegrityException {@code timestamp-stored}: a token that we kept does not hold
   */
  public synchronized List<TimestampStatus> status() throws IOException {
    var all = new ArrayList<TimestampStatus>();
    for (Hash checkpoint :
        pending.values().stream()
            .sorted(Comparator.comparing(PendingCheckpoint::enqueued))
            .map(PendingCheckpoint::checkpoint)
            .toList()) {
      all.addAll(statusOf(checkpoint));
    }
    return List.copyOf(all);
  }

  /**
   * One checkpoint with each authority that has stamped it or is to; kept tokens are checked again.
   *
   * @throws IntegrityException {@code timestamp-stored}: a token that we kept does not hold
   */
  public synchronized List<TimestampStatus> statusOf(Hash checkpoint) throws IOException {
    var all = new ArrayList<TimestampStatus>();
    for (TimestampAuthority authority : authorities.values()) {
      Optional<byte[]> token = store.findToken(checkpoint, authority.id());
      if (token.isPresent()) {
        VerifiedTimestamp timestamp = checkStored(authority, checkpoint, token.get());
        all.add(
            new TimestampStatus(
                checkpoint, authority.id(), new TimestampStatus.Obtained(timestamp)));
      }
    }
    PendingCheckpoint waiting = pending.get(checkpoint);
    if (waiting != null) {
      for (Request request : waiting.requests()) {
        all.add(new TimestampStatus(checkpoint, request.authority(), state(waiting, request)));
      }
    }
    all.sort(Comparator.comparing(TimestampStatus::authority));
    return List.copyOf(all);
  }

  private TimestampStatus.State state(PendingCheckpoint waiting, Request request) {
    return authorities.containsKey(request.authority())
        ? new TimestampStatus.Waiting(
            waiting.enqueued(), request.attempts(), request.nextTry(), request.failures())
        : new TimestampStatus.NotConfigured(
            waiting.enqueued(), request.attempts(), request.failures());
  }

  private VerifiedTimestamp checkStored(TimestampAuthority authority, Hash checkpoint, byte[] token)
      throws IOException {
    try {
      return authority.verifier().verify(token, store.getCheckpoint(checkpoint));
    } catch (RefusedException e) {
      throw new IntegrityException(
          new Fault(
              "timestamp-stored",
              checkpoint.hex() + "/checkpoint." + authority.id() + ".tsr",
              "held when it was kept and does not now ("
                  + e.fault()
                  + "): restore it from a copy, or check the authority's roots"),
          e);
    }
  }

  /** Lets another queue have the folder; waits for a run that is at work. */
  @Override
  public void close() throws IOException {
    running.lock();
    try {
      lock.close();
    } finally {
      running.unlock();
    }
  }
}
