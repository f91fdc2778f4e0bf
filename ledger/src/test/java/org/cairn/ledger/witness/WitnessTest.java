package org.cairn.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real log, asking real witnesses over HTTP. */
class WitnessTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder = Path.of("");

  private final SigningKey logKey =
      SigningKey.generate("example.org/log", VerifierKey.Kind.LOG, RANDOM);
  private final SigningKey witnessKey =
      SigningKey.generate("witness.example", VerifierKey.Kind.WITNESS, RANDOM);
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void createLog() throws Exception {
    Log.create(folder.resolve("log"), folder.resolve("state"), logKey);
  }

  @AfterEach
  void closeAll() throws Exception {
    servers.forEach(server -> server.stop(0));
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private Log log() throws IOException, RefusedException {
    Log log = Log.open(folder.resolve("log"), folder.resolve("state"), logKey, List.of());
    open.add(log);
    return log;
  }

  private static void append(Log log, int count) throws IOException, RefusedException {
    log.append(IntStream.range(0, count).mapToObj(n -> ("entry " + n).getBytes(UTF_8)).toList());
  }

  private Witness witness(String name, SigningKey key) throws IOException, RefusedException {
    Witness witness = Witness.open(folder.resolve(name), key, List.of(logKey.verifier()), CLOCK);
    open.add(witness);
    return witness;
  }

  /** What answers requests. */
  private interface Answering {
    Witness.Answer answer(byte[] body) throws IOException;
  }

  private TrustPolicy.Witness serve(String name, VerifierKey key, Answering answering)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/add-checkpoint",
        exchange -> {
          try (exchange) {
            Witness.Answer answer = answering.answer(exchange.getRequestBody().readAllBytes());
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    servers.add(server);
    return new TrustPolicy.Witness(
        name, key, Optional.of("http://localhost:" + server.getAddress().getPort()));
  }

  private WitnessClient client(Duration patience) {
    WitnessClient client = new WitnessClient(patience, CLOCK);
    open.add(client);
    return client;
  }

  private static Witness.Answer post(Witness witness, LogReader log, long old)
      throws IOException, RefusedException {
    var proof = old == 0 || old == log.head().size() ? List.<Hash>of() : log.consistencyProof(old);
    return witness.addCheckpoint(new AddCheckpoint(old, proof, log.checkpoint()).bytes());
  }

  @Test
  void a_growing_log_is_cosigned_again_and_again_and_the_cosignature_is_published()
      throws Exception {
    Witness witness = witness("witness", witnessKey);
    TrustPolicy.Witness served = serve("one", witnessKey.verifier(), witness::addCheckpoint);
    WitnessClient client = client(Duration.ofSeconds(20));
    Log log = log();
    for (int round = 0; round < 5; round++) {
      append(log, 100);
      List<WitnessClient.Outcome> outcomes = client.ask(List.of(served), log.reader());
      assertThat(outcomes.getFirst().fault()).isEmpty();
      assertThat(outcomes.getFirst().time()).contains(NOW);
      String text = log.checkpoint().text();
      assertThat(log.cosign(text, List.of(outcomes.getFirst().cosignature().orElseThrow())))
          .isTrue();
      assertThat(
              log.reader().checkpoint().verify(List.of(logKey.verifier(), witnessKey.verifier())))
          .hasSize(2);
    }
    // A client that knows nothing learns the size from the witness.
    append(log, 1);
    assertThat(client(Duration.ofSeconds(20)).ask(List.of(served), log.reader()).getFirst().fault())
        .isEmpty();
  }

  @Test
  void absent_slow_and_lying_witnesses_hold_nobody_up_and_are_shown() throws Exception {
    Witness good = witness("good", witnessKey);
    SigningKey other = SigningKey.generate("other.example", VerifierKey.Kind.WITNESS, RANDOM);
    VerifierKey key = other.verifier();
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    CountDownLatch ended = new CountDownLatch(1);
    List<TrustPolicy.Witness> witnesses =
        List.of(
            serve("good", witnessKey.verifier(), good::addCheckpoint),
            new TrustPolicy.Witness("down", key, Optional.of("http://localhost:" + nobody)),
            serve(
                "slow",
                key,
                body -> {
                  try {
                    ended.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return new Witness.Answer(200, "text/plain", "too late\n");
                }),
            serve("boasting", key, body -> new Witness.Answer(409, "text/x.tlog.size", "1000\n")),
            serve(
                "forging",
                key,
                body ->
                    new Witness.Answer(
                        200, "text/plain", "\u2014 " + key.name() + " " + line(key) + "\n")),
            serve(
                "talking", key, body -> new Witness.Answer(200, "text/plain", "x".repeat(1 << 20))),
            serve("refusing", key, body -> new Witness.Answer(403, "text/plain", "no\u0007\n")));
    Log log = log();
    append(log, 10);

    List<WitnessClient.Outcome> outcomes =
        client(Duration.ofSeconds(3)).ask(witnesses, log.reader());
    ended.countDown();

    assertThat(outcomes.stream().map(outcome -> outcome.fault().map(f -> f.code()).orElse("")))
        .containsExactly(
            "",
            "witness-unreachable",
            "witness-late",
            "witness-answer",
            "witness-answer",
            "witness-answer",
            "witness-refused");
    assertThat(outcomes.getLast().fault().orElseThrow().message()).isEqualTo("answered 403: no");
  }

  private static String line(VerifierKey key) {
    byte[] blob = new byte[76];
    ByteBuffer.wrap(blob).putInt(key.id()).putLong(NOW.getEpochSecond());
    return Base64.getEncoder().encodeToString(blob);
  }

  @Test
  void sizes_kept_from_the_last_run_save_the_second_request() throws Exception {
    Witness witness = witness("witness", witnessKey);
    AtomicInteger requests = new AtomicInteger();
    TrustPolicy.Witness served =
        serve(
            "one",
            witnessKey.verifier(),
            body -> {
              requests.incrementAndGet();
              return witness.addCheckpoint(body);
            });
    Path file = folder.resolve("sizes");
    Log log = log();
    for (int run = 0; run < 3; run++) {
      append(log, 10);
      requests.set(0);
      WitnessSizes sizes = WitnessSizes.load(file);
      assertThat(ask(served, log, sizes).fault()).isEmpty();
      sizes.save(file);
      assertThat(requests).as("run %d", run).hasValue(1);
    }
    for (String wrong : List.of("nonsense\n", "7 " + witnessKey.verifier().text() + "\n", "")) {
      Files.writeString(file, wrong);
      append(log, 10);
      requests.set(0);
      assertThat(ask(served, log, WitnessSizes.load(file)).fault()).isEmpty();
      assertThat(requests).as(wrong).hasValue(2);
    }
  }

  @Test
  void a_witness_that_claims_more_than_there_is_moves_nothing() throws Exception {
    Log log = log();
    append(log, 10);
    byte[] checkpoint = log.reader().checkpoint().bytes();
    Path file = folder.resolve("sizes");
    Files.writeString(file, "5000 " + witnessKey.verifier().text() + "\n");
    TrustPolicy.Witness boasting =
        serve(
            "boasting",
            witnessKey.verifier(),
            body -> new Witness.Answer(409, "text/x.tlog.size", "4000\n"));
    WitnessSizes sizes = WitnessSizes.load(file);
    assertThat(ask(boasting, log, sizes).fault().orElseThrow().code()).isEqualTo("witness-answer");
    sizes.save(file);
    assertThat(Files.readString(file)).doesNotContain("4000");
    assertThat(folder.resolve("log/checkpoint")).hasBinaryContent(checkpoint);
    // An honest one is asked with what the log has, whatever is remembered of it.
    Witness witness = witness("witness", witnessKey);
    TrustPolicy.Witness honest = serve("one", witnessKey.verifier(), witness::addCheckpoint);
    assertThat(ask(honest, log, sizes).fault()).isEmpty();
  }

  private WitnessClient.Outcome ask(TrustPolicy.Witness witness, Log log, WitnessSizes sizes)
      throws Exception {
    try (WitnessClient client = new WitnessClient(Duration.ofSeconds(20), CLOCK, sizes)) {
      return client.ask(List.of(witness), log.reader()).getFirst();
    }
  }

  @Test
  void a_history_written_anew_is_never_cosigned() throws Exception {
    Witness witness = witness("witness", witnessKey);
    Log log = log();
    append(log, 20);
    assertThat(post(witness, log.reader(), 0).status()).isEqualTo(200);

    Log.create(folder.resolve("log2"), folder.resolve("state2"), logKey);
    try (Log forged =
        Log.open(folder.resolve("log2"), folder.resolve("state2"), logKey, List.of())) {
      forged.append(IntStream.range(0, 25).mapToObj(n -> ("forged " + n).getBytes(UTF_8)).toList());
      assertThat(post(witness, forged.reader(), 20).status()).isEqualTo(422);
      assertThat(post(witness, forged.reader(), 0).status()).isEqualTo(409);
    }
    assertThat(witness.checkpoint("example.org/log").orElseThrow().text())
        .isEqualTo(log.checkpoint().text());
  }

  @Test
  void what_it_remembers_survives_a_restart_and_an_older_checkpoint_does_not_undo_it()
      throws Exception {
    Log log = log();
    append(log, 5);
    LogReader early = log.reader();
    append(log, 5);
    try (Witness first =
        Witness.open(folder.resolve("w"), witnessKey, List.of(logKey.verifier()), CLOCK)) {
      assertThat(post(first, log.reader(), 0).status()).isEqualTo(200);
      assertThatThrownBy(() ->
              Witness.open(folder.resolve("w"), witnessKey, List.of(logKey.verifier()), CLOCK))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("witness-locked");
    }
    Witness second = witness("w", witnessKey);
    assertThat(post(second, early, 0).body()).isEqualTo("10\n");
    assertThat(post(second, log.reader(), 10).status()).isEqualTo(200);
  }

  @Test
  void of_racing_requests_each_answer_was_true_when_it_was_given() throws Exception {
    Witness witness = witness("witness", witnessKey);
    Log log = log();
    List<LogReader> readers = new ArrayList<>();
    for (int size = 0; size < 10; size++) {
      append(log, 1);
      readers.add(log.reader());
    }
    List<Callable<Integer>> races = new ArrayList<>();
    for (int race = 0; race < 100; race++) {
      LogReader reader = readers.get(race % readers.size());
      races.add(() -> post(witness, reader, 0).status());
    }
    try (var pool = Executors.newFixedThreadPool(16)) {
      List<Integer> statuses = new ArrayList<>();
      for (var done : pool.invokeAll(races)) {
        statuses.add(done.get());
      }
      assertThat(statuses).containsOnly(200, 409);
      assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    }
  }

  @Test
  void an_altered_memory_stops_the_witness() throws Exception {
    Log log = log();
    append(log, 5);
    Path file;
    try (Witness witness =
        Witness.open(folder.resolve("w"), witnessKey, List.of(logKey.verifier()), CLOCK)) {
      post(witness, log.reader(), 0);
    }
    try (Stream<Path> files = Files.list(folder.resolve("w"))) {
      file =
          files
              .filter(path -> path.getFileName().toString().length() == 64)
              .findFirst()
              .orElseThrow();
    }
    Files.writeString(file, Files.readString(file).replace("\n5\n", "\n4\n"));
    assertThatThrownBy(
            () -> Witness.open(folder.resolve("w"), witnessKey, List.of(logKey.verifier()), CLOCK))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("witness-state");
  }

  @Test
  void a_key_file_comes_back_and_an_open_one_is_refused() throws Exception {
    Path file = folder.resolve("witness.key");
    witnessKey.save(file);
    assertThat(SigningKey.load(file).verifier()).isEqualTo(witnessKey.verifier());
    assertThat(SigningKey.parse("\n " + witnessKey.secretText()).verifier())
        .isEqualTo(witnessKey.verifier());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SigningKey.load(file)).hasMessageContaining("key-file-open");
  }
}
