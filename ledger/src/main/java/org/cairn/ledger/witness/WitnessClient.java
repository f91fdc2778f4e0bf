package org.cairn.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TrustPolicy;

/**
 * Asks witnesses to cosign a log's newest checkpoint (C2SP tlog-witness), all at once. Thread-safe.
 *
 * <p>Nothing a witness says is believed: a size it claims must not be larger than the log, a
 * cosignature must verify and be of now. One that does not answer in time holds nobody up.
 */
public final class WitnessClient implements AutoCloseable {
  private static final int MAX_ANSWER = SignedNote.MAX_BYTES;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration patience;
  private final InstantSource clock;

  private final WitnessSizes sizes;

  /** Knows no sizes yet: each witness tells its own when it is first asked. */
  public WitnessClient(Duration patience, InstantSource clock) {
    this(patience, clock, new WitnessSizes());
  }

  /**
   * @param patience for all witnesses together
   * @param sizes from earlier runs; brought up to date by this one, saved by the caller
   */
  public WitnessClient(Duration patience, InstantSource clock, WitnessSizes sizes) {
    this.patience = patience;
    this.clock = clock;
    this.sizes = sizes;
  }

  /**
   * What came of asking one witness.
   *
   * @param cosignature with the time it states; empty where there is a fault
   * @param fault {@code witness-unreachable}, {@code witness-late}, {@code witness-refused} or
   *     {@code witness-answer}; empty where it cosigned
   */
  public record Outcome(
      TrustPolicy.Witness witness,
      Optional<NoteSignature> cosignature,
      Optional<Instant> time,
      Optional<Fault> fault) {}

  /**
   * Asks every witness that has an address.
   *
   * @param log up to the checkpoint to cosign
   * @return one outcome per witness, in their order, at the latest when the patience is at its end
   */
  public List<Outcome> ask(List<TrustPolicy.Witness> witnesses, LogReader log)
      throws InterruptedException {
    List<Callable<Outcome>> calls = new ArrayList<>();
    for (TrustPolicy.Witness witness : witnesses) {
      calls.add(() -> ask(witness, log));
    }
    List<Future<Outcome>> futures =
        threads.invokeAll(calls, patience.toMillis(), TimeUnit.MILLISECONDS);
    List<Outcome> outcomes = new ArrayList<>();
    for (int witness = 0; witness < witnesses.size(); witness++) {
      outcomes.add(outcome(witnesses.get(witness), futures.get(witness)));
    }
    return outcomes;
  }

  private Outcome outcome(TrustPolicy.Witness witness, Future<Outcome> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (CancellationException e) {
      return late(witness);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Asking witness '" + witness.name() + "' failed", e);
    }
  }

  private Outcome ask(TrustPolicy.Witness witness, LogReader log) throws InterruptedException {
    if (witness.address().isEmpty()) {
      return failed(witness, "witness-unreachable", "has no address in the policy");
    }
    try {
      long old = Math.min(sizes.of(witness.key()), log.head().size());
      Reply reply = post(witness, log, old);
      if (reply.status == 409) {
        long told = Checkpoint.parseSize(reply.body.strip(), "witness-answer", "size it has");
        if (told > log.head().size()) {
          return failed(
              witness,
              "witness-answer",
              "says it has size " + told + ", but the log has " + log.head().size());
        }
        reply = post(witness, log, told);
      }
      return judge(witness, log, reply);
    } catch (RefusedException e) {
      return failed(witness, "witness-answer", String.valueOf(e.getMessage()));
    } catch (HttpTimeoutException e) {
      return late(witness);
    } catch (IOException | IllegalArgumentException e) {
      return failed(witness, "witness-unreachable", String.valueOf(e));
    }
  }

  private Outcome judge(TrustPolicy.Witness witness, LogReader log, Reply reply)
      throws RefusedException {
    if (reply.status != 200) {
      String why = reply.body.length() > 200 ? reply.body.substring(0, 200) + "…" : reply.body;
      return failed(witness, "witness-refused", "answered " + reply.status + ": " + printable(why));
    }
    SignedNote cosigned =
        SignedNote.parse((log.checkpoint().text() + "\n" + reply.body).getBytes(UTF_8));
    List<SignedNote.Verified> held = cosigned.verify(List.of(witness.key()));
    Instant now = clock.instant();
    if (held.isEmpty() || held.getFirst().time().isEmpty()) {
      return failed(witness, "witness-answer", "sent no cosignature by its key");
    }
    Instant time = held.getFirst().time().get();
    if (Duration.between(now, time).abs().compareTo(TrustPolicy.MAX_CLOCK_SKEW) > 0) {
      return failed(
          witness, "witness-answer", "cosigned at " + time + ", while it is " + now + " here");
    }
    sizes.cosigned(witness.key(), log.head().size());
    NoteSignature own =
        cosigned.signatures().stream()
            .filter(line ->
                line.keyId() == witness.key().id() && line.name().equals(witness.key().name()))
            .findFirst()
            .orElseThrow();
    return new Outcome(witness, Optional.of(own), Optional.of(time), Optional.empty());
  }

  private record Reply(int status, String body) {}

  private Reply post(TrustPolicy.Witness witness, LogReader log, long old)
      throws IOException, RefusedException, InterruptedException {
    List<Hash> proof = old == 0 || old == log.head().size() ? List.of() : log.consistencyProof(old);
    byte[] body = new AddCheckpoint(old, proof, log.checkpoint()).bytes();
    String address = witness.address().orElseThrow().replaceAll("/+$", "") + "/add-checkpoint";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(patience)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream content = response.body()) {
      byte[] read = content.readNBytes(MAX_ANSWER + 1);
      if (read.length > MAX_ANSWER) {
        throw RefusedException.expected(
            "witness-answer", "answer", "at most " + MAX_ANSWER + " bytes", "more");
      }
      return new Reply(response.statusCode(), new String(read, UTF_8));
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{C}+", " ").strip();
  }

  private Outcome late(TrustPolicy.Witness witness) {
    return failed(witness, "witness-late", "did not answer within " + patience.toMillis() + " ms");
  }

  private static Outcome failed(TrustPolicy.Witness witness, String code, String message) {
    return new Outcome(
        witness,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Fault(code, "witness '" + witness.name() + "'", message)));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
