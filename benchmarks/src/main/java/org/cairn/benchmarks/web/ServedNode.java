package org.cairn.benchmarks.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code ./cairn serve} in a process of its own: the launcher becomes the JVM, so its process is
 * the server's. What it uses of the machine is read from {@code /proc}. Thread-safe.
 */
final class ServedNode implements AutoCloseable {
  private static final String READY = "Cairn is at ";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Clock ticks a second, as Linux has them for programs. */
  private static final double TICKS = 100;

  private static final int USER_TICKS = 11;

  private final Process process;
  private final URI address;
  private final double readySeconds;
  private final double answeredSeconds;
  private final Optional<String> setUpLink;

  private ServedNode(
      Process process,
      URI address,
      double readySeconds,
      double answeredSeconds,
      Optional<String> setUpLink) {
    this.process = process;
    this.address = address;
    this.readySeconds = readySeconds;
    this.answeredSeconds = answeredSeconds;
    this.setUpLink = setUpLink;
  }

  /** What the server writes, line by line. */
  private static final class Output {
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile String address = "";
    private volatile String setUpLink = "";
    private final StringBuffer all = new StringBuffer();

    void line(String line) {
      all.append(line).append('\n');
      if (line.contains("/set-up/")) {
        setUpLink = line.strip();
      }
      if (line.startsWith(READY)) {
        address = line.substring(READY.length()).replaceAll(" .*", "");
      } else if (!address.isEmpty() && line.startsWith("The ledger is at ")) {
        ready.countDown();
      }
    }
  }

  /**
   * Builds what is not built, starts it and waits until it answers. To be called in the project's
   * folder, where the launcher is.
   */
  static ServedNode start(Path workspace, int port)
      throws IOException, InterruptedException, TimeoutException {
    Path project = Path.of("").toAbsolutePath();
    build(project);
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(
                project.resolve("cairn").toString(),
                "serve",
                "--workspace",
                workspace.toAbsolutePath().toString(),
                "--port",
                Integer.toString(port))
            .directory(project.toFile())
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    Output output = new Output();
    Thread.ofPlatform().daemon().start(() -> follow(process, output));
    if (!output.ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroy();
      throw new TimeoutException("The server did not get ready: " + output.all);
    }
    double ready = (System.nanoTime() - started) / 1e9;
    URI address = URI.create(output.address.replaceAll("/$", ""));
    // The link of the set-up comes with the lines after it.
    answer(address.resolve("/sign-in"));
    double answered = (System.nanoTime() - started) / 1e9;
    Thread.sleep(500);
    return new ServedNode(
        process,
        address,
        ready,
        answered,
        Optional.of(output.setUpLink).filter(link -> !link.isEmpty()));
  }

  /** Not while the clock runs. A jar that is newer than its start-up cache gets a new one. */
  private static void build(Path project) throws IOException, InterruptedException {
    Path target = project.resolve("app/target");
    Path jar = target.resolve("cairn.jar");
    Path cache = target.resolve("cairn.aot");
    if (Files.exists(jar)
        && (!Files.exists(cache)
            || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) < 0)) {
      Files.deleteIfExists(target.resolve("cairn.stamp"));
    }
    Process help =
        new ProcessBuilder(List.of(project.resolve("cairn").toString(), "help"))
            .directory(project.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (help.waitFor() != 0) {
      throw new IOException("'./cairn help' failed: see what it wrote");
    }
  }

  private static void follow(Process process, Output output) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.line(line);
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void answer(URI page) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Void> response =
          client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
      if (response.statusCode() != 200) {
        throw new IOException(page + " answered " + response.statusCode() + ", expected 200");
      }
    }
  }

  URI address() {
    return address;
  }

  /** From the start of the launcher until the line that says where the server is. */
  double readySeconds() {
    return readySeconds;
  }

  /** The same until a page was there. */
  double answeredSeconds() {
    return answeredSeconds;
  }

  /** Of a workspace where nobody has an account. */
  Optional<String> setUpLink() {
    return setUpLink;
  }

  /** Of all its threads so far, user and system. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(after[USER_TICKS]) + Long.parseLong(after[USER_TICKS + 1])) / TICKS;
  }

  /**
   * @param field {@code VmRSS}, what it holds now, or {@code VmHWM}, the most so far
   * @return MiB
   */
  double memory(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElseThrow(() -> new IOException("/proc does not tell of " + field));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
