package org.cairn.ledger.peer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.storage.FolderLock;

/**
 * Looks at the logs of other institutions, and at this node's own log as its witnesses know it. The
 * newest checkpoint seen of each log is on stable storage before it is told; a proof of a fork is
 * too. One process at a time may use its folder.
 *
 * <p>What is known of a log only moves on to a checkpoint proven to continue it, so that neither a
 * hostile answer nor an old one changes it.
 */
public final class PeerWatch implements AutoCloseable {
  private final PeerMemory seen;
  private final Duration patience;
  private final FolderLock lock;
  private final HttpClient http;

  private PeerWatch(Path folder, Duration patience, FolderLock lock) {
    this.seen = new PeerMemory(folder);
    this.patience = patience;
    this.lock = lock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * @param folder of what is known, created where it does not exist
   * @param patience for everything that is asked at one address
   * @throws RefusedException {@code peers-locked}
   */
  public static PeerWatch open(Path folder, Duration patience)
      throws IOException, RefusedException {
    Files.createDirectories(folder);
    return new PeerWatch(folder, patience, FolderLock.take(folder, "peers-locked"));
  }

  /** What else this node knows of a log: the newest checkpoint that it cosigned. */
  @FunctionalInterface
  public interface Memory {
    Optional<SignedNote> cosigned(String origin) throws IOException;
  }

  /**
   * Looks at each log at each of its addresses.
   *
   * @param keys of all logs known; one that changed its key has several
   * @return a report for each peer, in their order for each origin
   * @throws IOException when something could not be made durable: then it is not told either
   */
  public List<PeerReport> poll(List<PeerLog> peers, Collection<VerifierKey> keys, Memory memory)
      throws IOException, InterruptedException {
    Map<String, List<PeerLog>> byOrigin = new LinkedHashMap<>();
    for (PeerLog peer : peers) {
      byOrigin.computeIfAbsent(peer.key().name(), origin -> new ArrayList<>()).add(peer);
    }
    List<Callable<List<PeerReport>>> calls = new ArrayList<>();
    byOrigin.forEach((origin, addresses) -> {
      List<VerifierKey> own = keys.stream().filter(key -> key.name().equals(origin)).toList();
      calls.add(() -> new OneLog(origin, own, addresses, memory).poll());
    });
    return all(calls);
  }

  /** One after the other would add up the patience for each. */
  private static List<PeerReport> all(List<Callable<List<PeerReport>>> calls)
      throws IOException, InterruptedException {
    List<PeerReport> reports = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<PeerReport>> done : threads.invokeAll(calls)) {
        reports.addAll(done.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("Looking at a log failed", e);
    }
    return reports;
  }

  /** One log at all its addresses, which are compared with each other too. */
  private final class OneLog {
    private final String origin;
    private final List<VerifierKey> keys;
    private final Map<URI, PeerSource> sources = new LinkedHashMap<>();
    private final Memory memory;

    OneLog(String origin, List<VerifierKey> keys, List<PeerLog> peers, Memory memory) {
      this.origin = origin;
      this.keys = keys;
      this.memory = memory;
      for (PeerLog peer : peers) {
        sources.put(peer.address(), new PeerSource(http, peer.address(), patience));
      }
    }

    List<PeerReport> poll() throws IOException {
      List<PeerReport> reports = new ArrayList<>();
      for (Map.Entry<URI, PeerSource> source : sources.entrySet()) {
        String address = source.getKey().toString();
        Fetched fetched = fetch(source.getValue(), LogReader.CHECKPOINT, keys, origin);
        reports.add(
            switch (fetched) {
              case Fetched.Note shown -> judgeOrDoubt(address, shown);
              case Fetched.Nothing nothing ->
                  new PeerReport.Trouble(origin, address, nothing.fault);
            });
      }
      return reports;
    }

    /** One log whose memory was altered must not silence what is found of the others. */
    private PeerReport judgeOrDoubt(String address, Fetched.Note shown) throws IOException {
      try {
        return judge(address, shown.note, shown.size);
      } catch (IntegrityException e) {
        return new PeerReport.Alarm(origin, address, e.fault(), seen.file(origin));
      }
    }

    private PeerReport judge(String address, SignedNote shown, long size) throws IOException {
      Optional<SignedNote> last = seen.recall(origin, keys);
      List<SignedNote> known = new ArrayList<>(last.stream().toList());
      memory.cosigned(origin).ifPresent(known::add);
      long knownSize = 0;
      for (SignedNote base : known) {
        SplitView.Verdict verdict;
        try {
          verdict = SplitView.compare(keys, base, shown, this::beginning);
          knownSize = Math.max(knownSize, Checkpoint.parse(base.text()).size());
        } catch (RefusedException e) {
          return new PeerReport.Trouble(origin, address, e.fault());
        }
        switch (verdict) {
          case SplitView.Consistent same -> {}
          case SplitView.Inconsistent two -> {
            return forked(address, two.proof());
          }
          case SplitView.NotComparable neither -> {
            return knownSize > size
                ? behind(address, size, knownSize, "; " + neither.why().message())
                : new PeerReport.Trouble(
                    origin,
                    address,
                    new Fault(
                        "peer-unproven",
                        "log '" + origin + "'",
                        "does not show that its tree of size "
                            + size
                            + " continues the one of size "
                            + knownSize
                            + " ("
                            + neither.why().message()
                            + "); what is known of it stays as it is. Ask its keeper if this"
                            + " lasts"));
          }
        }
      }
      if (knownSize > size) {
        return behind(address, size, knownSize, ", and is the beginning of that");
      }
      if (last.isEmpty() || size > sizeOf(last.get())) {
        seen.remember(origin, shown, keys);
      }
      return new PeerReport.Consistent(origin, address, size, knownSize);
    }

    /** From whichever address has the tiles: an older copy cannot have those of the newest. */
    private Beginning beginning(SignedNote larger, long size) throws IOException, RefusedException {
      List<Exception> failures = new ArrayList<>();
      for (PeerSource source : sources.values()) {
        try {
          return Beginning.of(LogReader.at(source, larger), size);
        } catch (IOException | RefusedException e) {
          failures.add(e);
        }
      }
      Exception last = failures.getLast();
      throw new RefusedException(
          new Fault(
              "peer-unproven",
              "log '" + origin + "'",
              "no address has tiles that lead to its tree: " + last.getMessage()),
          last);
    }

    private PeerReport forked(String address, ForkProof proof) throws IOException {
      ForkProof.Shown shown = shown(proof, keys);
      Path kept = seen.keep("fork-", ".fork", proof.bytes());
      return new PeerReport.Alarm(
          origin,
          address,
          new Fault(
              "peer-fork",
              address,
              shown
                  + ". Its key is stolen or its keeper shows different people different logs."
                  + " The proof verifies alone, with the log's key: send it to its keeper and to"
                  + " everybody who relies on this log"),
          kept);
    }

    private PeerReport behind(String address, long size, long known, String more) {
      return new PeerReport.Trouble(
          origin,
          address,
          new Fault(
              "peer-behind",
              "log '" + origin + "'",
              "shows size "
                  + size
                  + ", but had "
                  + known
                  + " when it was last seen"
                  + more
                  + ". It was set back to an older state, or this address shows an old copy"));
    }
  }

  /**
   * Asks witnesses what they last cosigned of this node's own log, and compares that with the log.
   *
   * @param keys of the own log
   * @param own opens the log as it is then; asked after a witness has answered, since the log may
   *     grow meanwhile
   */
  public List<PeerReport> pollOwn(
      List<TrustPolicy.Witness> witnesses, List<VerifierKey> keys, OwnLog own)
      throws IOException, InterruptedException {
    List<Callable<List<PeerReport>>> calls = new ArrayList<>();
    for (TrustPolicy.Witness witness : witnesses) {
      if (witness.address().isPresent()) {
        String address = witness.address().get();
        calls.add(() -> List.of(lookAtOwn(address, keys, own)));
      }
    }
    return all(calls);
  }

  /** This node's log. */
  public interface OwnLog {
    /** The newest checkpoint, verified. */
    SignedNote checkpoint() throws IOException, RefusedException;

    /** Its files. */
    LogSource files();
  }

  private PeerReport lookAtOwn(String address, List<VerifierKey> keys, OwnLog own)
      throws IOException {
    String origin = keys.getLast().name();
    try {
      PeerSource source = new PeerSource(http, PeerLog.address(address), patience);
      Fetched fetched = fetch(source, PeerMemory.nameOf(origin) + "/checkpoint", keys, origin);
      return switch (fetched) {
        case Fetched.Nothing nothing -> new PeerReport.Trouble(origin, address, nothing.fault);
        case Fetched.Note cosigned -> judgeOwn(address, cosigned, keys, own);
      };
    } catch (RefusedException e) {
      return new PeerReport.Trouble(origin, address, e.fault());
    }
  }

  private PeerReport judgeOwn(
      String address, Fetched.Note cosigned, List<VerifierKey> keys, OwnLog own)
      throws IOException, RefusedException {
    String origin = keys.getLast().name();
    SignedNote newest = own.checkpoint();
    long size = sizeOf(newest);
    if (cosigned.size > size) {
      return new PeerReport.Alarm(
          origin,
          address,
          new Fault(
              "own-log-behind",
              address,
              "this log's key signed a tree of size "
                  + cosigned.size
                  + " there, but the log here has "
                  + size
                  + " entries. It was set back to an older state, or somebody else signs with its"
                  + " key: stop writing, keep a copy of the ledger folder, and restore the newest"
                  + " one"),
          seen.keep("ahead-", ".checkpoint", cosigned.note.bytes()));
    }
    return switch (SplitView.compare(
        keys, cosigned.note, newest, SplitView.Evidence.tiles(own.files()))) {
      case SplitView.Consistent same ->
          new PeerReport.Consistent(origin, address, cosigned.size, size);
      case SplitView.NotComparable neither ->
          new PeerReport.Trouble(
              origin,
              address,
              new Fault(
                  "peer-unproven",
                  "this node's own log",
                  "its tiles do not lead to its checkpoint, so that it cannot be compared ("
                      + neither.why().message()
                      + "); run 'cairn ledger verify'"));
      case SplitView.Inconsistent two ->
          new PeerReport.Alarm(
              origin,
              address,
              new Fault(
                  "own-log-fork",
                  address,
                  shown(two.proof(), keys)
                      + ". This is this node's own log: it was written anew, or somebody else signs"
                      + " with its key. Stop writing and keep a copy of the ledger folder"),
              seen.keep("fork-", ".fork", two.proof().bytes()));
    };
  }

  /** A checkpoint that was fetched and is signed by its log, or why there is none. */
  private sealed interface Fetched {
    record Note(SignedNote note, long size) implements Fetched {}

    record Nothing(Fault fault) implements Fetched {}
  }

  private static Fetched fetch(
      PeerSource source, String path, List<VerifierKey> keys, String origin) {
    String where = "log '" + origin + "'";
    try {
      SignedNote note = SignedNote.parse(source.read(path, SignedNote.MAX_BYTES));
      Checkpoint checkpoint = SplitView.signed(keys, note);
      return new Fetched.Note(note, checkpoint.size());
    } catch (RefusedException e) {
      return new Fetched.Nothing(e.fault());
    } catch (NoSuchFileException e) {
      return new Fetched.Nothing(
          Fault.expected("peer-answer", where, "its checkpoint", "none at this address"));
    } catch (HttpTimeoutException e) {
      return new Fetched.Nothing(new Fault("peer-late", where, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return new Fetched.Nothing(
          new Fault("peer-unreachable", where, String.valueOf(e.getMessage())));
    }
  }

  private static ForkProof.Shown shown(ForkProof proof, List<VerifierKey> keys) {
    try {
      return proof.verify(keys);
    } catch (RefusedException e) {
      throw new IllegalStateException("A proof just made does not hold", e);
    }
  }

  private static long sizeOf(SignedNote note) {
    try {
      return Checkpoint.parse(note.text()).size();
    } catch (RefusedException e) {
      throw new IllegalStateException("A checkpoint that was read cannot be read", e);
    }
  }

  @Override
  public void close() throws IOException {
    http.shutdownNow();
    lock.close();
  }
}
