package org.cairn.ledger.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.witness.Witness;
import org.cairn.ledger.witness.WitnessClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real logs over real HTTP: honest ones, forked ones, and what is no log at all. */
@Timeout(120)
class PeerWatchTest {
  private static final SigningKey KEY =
      SigningKey.generate("peer.example/log", VerifierKey.Kind.LOG, new SecureRandom());
  private static final List<VerifierKey> KEYS = List.of(KEY.verifier());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");

  private final List<HttpServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private Path log(String name, String entries, int... sizes) throws Exception {
    Path log = folder.resolve(name);
    Path state = folder.resolve(name + ".state");
    if (!Files.exists(log)) {
      Log.create(log, state, KEY);
    }
    try (Log open = Log.open(log, state, KEY, List.of())) {
      for (int size : sizes) {
        List<byte[]> more =
            IntStream.range((int) open.reader().head().size(), size)
                .mapToObj(n -> (entries + n).getBytes(UTF_8))
                .toList();
        if (!more.isEmpty()) {
          open.append(more);
        }
      }
    }
    return log;
  }

  private String serve(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0, "/", handler);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    servers.add(server);
    return "http://localhost:" + server.getAddress().getPort();
  }

  private String serve(Path log) throws IOException {
    return serve(files(log));
  }

  private static HttpHandler files(Path log) {
    return exchange -> {
      try (exchange) {
        Path file = log.resolve(exchange.getRequestURI().getPath().substring(1));
        if (Files.isRegularFile(file)) {
          answer(exchange, Files.readAllBytes(file));
        } else {
          exchange.sendResponseHeaders(404, -1);
        }
      }
    };
  }

  private static void answer(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
  }

  private List<PeerReport> poll(Duration patience, String... addresses) throws Exception {
    List<PeerLog> peers = new ArrayList<>();
    for (String address : addresses) {
      peers.add(PeerLog.of(KEY.verifier(), address));
    }
    try (PeerWatch watch = PeerWatch.open(folder.resolve("peers"), patience)) {
      return watch.poll(peers, KEYS, origin -> Optional.empty());
    }
  }

  private static String code(PeerReport report) {
    return switch (report) {
      case PeerReport.Consistent same -> "";
      case PeerReport.Trouble trouble -> trouble.fault().code();
      case PeerReport.Alarm alarm -> "ALARM " + alarm.fault().code();
    };
  }

  private String state() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("peers"))) {
      for (Path file : files.filter(path -> !path.endsWith("lock")).sorted().toList()) {
        all.append(file.getFileName()).append('\n').append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static void requireProves(PeerReport report) throws Exception {
    Path file = ((PeerReport.Alarm) report).file();
    assertThat(ForkProof.parse(Files.readAllBytes(file)).verify(KEYS).origin())
        .isEqualTo("peer.example/log");
  }

  @Test
  void honest_growth_is_followed_across_restarts() throws Exception {
    Path log = log("log", "entry ", 3);
    String address = serve(log);
    long known = 0;
    for (int size : new int[] {3, 3, 4, 255, 256, 257, 700}) {
      log("log", "entry ", size);
      assertThat(poll(PATIENCE, address))
          .containsExactly(new PeerReport.Consistent("peer.example/log", address, size, known));
      known = size;
    }
    assertThat(state()).contains("\n700\n");
  }

  @Test
  void two_servers_with_one_key_and_two_histories_raise_an_alarm_within_one_poll()
      throws Exception {
    int[][] pairs = {{10, 10}, {10, 300}, {300, 10}, {256, 257}, {8, 700}};
    for (int[] sizes : pairs) {
      String pair = sizes[0] + "-" + sizes[1];
      String one = serve(log("one" + pair, "entry ", sizes[0]));
      String two = serve(log("two" + pair, "other ", sizes[1]));
      List<PeerReport> reports = poll(PATIENCE, one, two);
      assertThat(reports).extracting(PeerWatchTest::code).containsExactly("", "ALARM peer-fork");
      requireProves(reports.get(1));
      String state = state();
      assertThat(poll(PATIENCE, one, two))
          .as("told again, kept once")
          .extracting(PeerWatchTest::code)
          .containsExactly("", "ALARM peer-fork");
      assertThat(state()).isEqualTo(state);
      try (Stream<Path> files = Files.list(folder.resolve("peers"))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void a_log_rebuilt_and_signed_again_is_refused_by_the_witness_and_raises_an_alarm()
      throws Exception {
    SigningKey witnessKey =
        SigningKey.generate("witness.example", VerifierKey.Kind.WITNESS, new SecureRandom());
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
    LogReader old = LogReader.now(LogSource.folder(log("old", "entry ", 20)));
    LogReader rebuilt = LogReader.now(LogSource.folder(log("rebuilt", "other ", 30)));
    try (Witness witness = Witness.open(folder.resolve("w"), witnessKey, KEYS, clock);
        WitnessClient client = new WitnessClient(PATIENCE, clock)) {
      String at =
          serve(exchange -> {
            try (exchange) {
              Witness.Answer answer =
                  witness.addCheckpoint(exchange.getRequestBody().readAllBytes());
              byte[] body = answer.body().getBytes(UTF_8);
              exchange.sendResponseHeaders(answer.status(), body.length);
              exchange.getResponseBody().write(body);
            }
          });
      List<TrustPolicy.Witness> one =
          List.of(new TrustPolicy.Witness("one", witnessKey.verifier(), Optional.of(at)));
      assertThat(client.ask(one, old).getFirst().fault()).isEmpty();
      assertThat(client.ask(one, rebuilt).getFirst().fault().orElseThrow().message())
          .startsWith("answered 422");
    }
    String address = serve(folder.resolve("rebuilt"));
    try (PeerWatch watch = PeerWatch.open(folder.resolve("peers"), PATIENCE)) {
      List<PeerReport> reports =
          watch.poll(
              List.of(PeerLog.of(KEY.verifier(), address)),
              KEYS,
              origin -> Witness.recall(folder.resolve("w"), witnessKey.verifier(), origin));
      assertThat(reports).extracting(PeerWatchTest::code).containsExactly("ALARM peer-fork");
      requireProves(reports.getFirst());
    }
  }

  @Test
  void an_older_checkpoint_is_told_and_no_fork_and_changes_nothing() throws Exception {
    Path log = log("log", "entry ", 5);
    byte[] old = Files.readAllBytes(log.resolve("checkpoint"));
    log("log", "entry ", 300);
    String address = serve(log);
    poll(PATIENCE, address);
    String state = state();
    Files.write(log.resolve("checkpoint"), old);
    assertThat(poll(PATIENCE, address))
        .extracting(PeerWatchTest::code)
        .containsExactly("peer-behind");
    // And where the newer tiles are gone as well, as after a restored backup.
    String backup = serve(log("backup", "entry ", 5));
    assertThat(poll(PATIENCE, backup))
        .extracting(PeerWatchTest::code)
        .containsExactly("peer-behind");
    assertThat(state()).isEqualTo(state);
  }

  @Test
  void a_hostile_peer_changes_nothing_and_costs_little() throws Exception {
    Path log = log("log", "entry ", 300);
    poll(PATIENCE, serve(log));
    String state = state();
    log("log", "entry ", 600);
    AtomicLong sent = new AtomicLong();
    List<HttpHandler> hostile =
        List.of(
            exchange -> endless(exchange, sent),
            exchange -> slowly(exchange, log),
            wrongTiles(log, tile -> flipped(tile)),
            wrongTiles(log, tile -> Arrays.copyOf(tile, tile.length - 1)),
            wrongTiles(log, tile -> new byte[1 << 20]),
            wrongTiles(log, tile -> new byte[0]),
            exchange -> {
              try (exchange) {
                exchange.getResponseHeaders().set("Location", "http://localhost:1/checkpoint");
                exchange.sendResponseHeaders(302, -1);
              }
            },
            signed(Long.MAX_VALUE),
            signed(1L << 62),
            signed(301),
            content(log, "peer.example/log\n601\nAAAA\n\n— x AAAA\n"),
            content(log, "../../etc/passwd\n1\n\n\n"),
            content(log, "\u0000".repeat(70_000)),
            content(log, ""));
    for (HttpHandler handler : hostile) {
      long start = System.nanoTime();
      List<PeerReport> reports = poll(Duration.ofSeconds(3), serve(handler));
      assertThat(reports).hasSize(1);
      assertThat(reports.getFirst()).isInstanceOf(PeerReport.Trouble.class);
      assertThat(state()).as("" + reports).isEqualTo(state);
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(30);
    }
    // What the kernel and the client's own buffer take in, and no more.
    assertThat(sent.get()).isLessThan(64 << 20);
    assertThatThrownBy(() -> PeerLog.of(KEY.verifier(), "file:///etc"))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> PeerLog.of(KEY.verifier(), "http://user@localhost/log"))
        .isInstanceOf(RefusedException.class);
  }

  private static void endless(HttpExchange exchange, AtomicLong sent) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      byte[] some = new byte[1 << 16];
      while (sent.get() < 1L << 30) {
        exchange.getResponseBody().write(some);
        sent.addAndGet(some.length);
      }
    }
  }

  /** A byte now and then: it would take hours. */
  private static void slowly(HttpExchange exchange, Path log) throws IOException {
    try (exchange) {
      byte[] checkpoint = Files.readAllBytes(log.resolve("checkpoint"));
      exchange.sendResponseHeaders(200, checkpoint.length);
      for (byte one : checkpoint) {
        exchange.getResponseBody().write(one);
        exchange.getResponseBody().flush();
        TimeUnit.SECONDS.sleep(60);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a peer makes of a tile. */
  private interface Change {
    byte[] of(byte[] tile);
  }

  private static byte[] flipped(byte[] tile) {
    byte[] other = tile.clone();
    other[3] ^= 4;
    return other;
  }

  private static HttpHandler wrongTiles(Path log, Change change) {
    return exchange -> {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/checkpoint")) {
        files(log).handle(exchange);
        return;
      }
      try (exchange) {
        Path file = log.resolve(path.substring(1));
        if (Files.isRegularFile(file)) {
          answer(exchange, change.of(Files.readAllBytes(file)));
        } else {
          exchange.sendResponseHeaders(404, -1);
        }
      }
    };
  }

  /** Signed by the log's own key, over a root nobody can have tiles of; every tile is offered. */
  private static HttpHandler signed(long size) {
    String text =
        "peer.example/log\n" + size + "\n" + Merkle.leafHash(new byte[] {1}).base64() + "\n";
    byte[] note = SignedNote.of(text, List.of(KEY.sign(text))).bytes();
    return exchange -> {
      try (exchange) {
        String path = exchange.getRequestURI().getPath();
        int width = path.contains(".p/") ? Integer.parseInt(path.replaceAll(".*\\.p/", "")) : 256;
        answer(exchange, path.equals("/checkpoint") ? note : new byte[width * Hash.LENGTH]);
      }
    };
  }

  private static HttpHandler content(Path log, String checkpoint) {
    return exchange -> {
      if (exchange.getRequestURI().getPath().equals("/checkpoint")) {
        try (exchange) {
          answer(exchange, checkpoint.getBytes(UTF_8));
        }
      } else {
        files(log).handle(exchange);
      }
    };
  }

  @Test
  void an_altered_memory_is_an_alarm_and_a_second_watch_is_refused() throws Exception {
    String address = serve(log("log", "entry ", 5));
    poll(PATIENCE, address);
    try (PeerWatch watch = PeerWatch.open(folder.resolve("peers"), PATIENCE)) {
      assertThatThrownBy(() -> PeerWatch.open(folder.resolve("peers"), PATIENCE))
          .hasMessageContaining("peers-locked");
      assertThat(watch.poll(List.of(), KEYS, origin -> Optional.empty())).isEmpty();
    }
    Path file;
    try (Stream<Path> files = Files.list(folder.resolve("peers"))) {
      file =
          files
              .filter(path -> path.getFileName().toString().length() == 64)
              .findFirst()
              .orElseThrow();
    }
    Files.writeString(file, Files.readString(file).replace("\n5\n", "\n4\n"));
    assertThat(poll(PATIENCE, address))
        .extracting(PeerWatchTest::code)
        .containsExactly("ALARM peers-state");
  }

  private List<PeerReport> own(Path log, String address) throws Exception {
    try (PeerWatch watch = PeerWatch.open(folder.resolve("peers"), PATIENCE)) {
      return watch.pollOwn(
          List.of(new TrustPolicy.Witness("w", KEY.verifier(), Optional.of(address))),
          KEYS,
          new PeerWatch.OwnLog() {
            @Override
            public SignedNote checkpoint() throws IOException, RefusedException {
              return LogReader.now(LogSource.folder(log)).checkpoint();
            }

            @Override
            public LogSource files() {
              return LogSource.folder(log);
            }
          });
    }
  }

  /** What is said about the own log where a witness shows another log's checkpoint. */
  private PeerReport shown(Path own, Path other) throws Exception {
    byte[] checkpoint = Files.readAllBytes(other.resolve("checkpoint"));
    String address =
        serve(exchange -> {
          try (exchange) {
            boolean asked = exchange.getRequestURI().getPath().matches("/[0-9a-f]{64}/checkpoint");
            answer(exchange, asked ? checkpoint : new byte[0]);
          }
        });
    return own(own, address).getFirst();
  }

  @Test
  void what_witnesses_know_of_the_own_log_must_be_its_beginning() throws Exception {
    Path own = log("own", "entry ", 300);
    assertThat(code(shown(own, log("before", "entry ", 200)))).isEmpty();
    assertThat(code(shown(own, own))).isEmpty();

    PeerReport ahead = shown(own, log("after", "entry ", 301));
    assertThat(code(ahead)).isEqualTo("ALARM own-log-behind");
    assertThat(((PeerReport.Alarm) ahead).file())
        .hasSameBinaryContentAs(folder.resolve("after/checkpoint"));

    PeerReport fork = shown(own, log("other", "other ", 200));
    assertThat(code(fork)).isEqualTo("ALARM own-log-fork");
    requireProves(fork);
    String state = state();
    assertThat(code(own(own, serve(content(own, "nonsense"))).getFirst())).isEqualTo("peer-answer");
    assertThat(state()).isEqualTo(state);
  }
}
