package org.cairn.app.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.cairn.watch.WatchProgress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process of its own that makes one run, or tries one catalogue, for a server: it has its own
 * memory, and whatever becomes of it the server goes on. Told what to do by one line of JSON on its
 * input; tells how far it is, and at last what came of it, by lines of JSON. Stops within seconds
 * where it reads {@code cancel}, or where its input ends because the server is not there any more;
 * a run that is being written is written to its end.
 *
 * <pre>
 * in:   {"do": "watch", "run": "…", "catalog": "…", "asked": {…}}      {"do": "try", "catalog": {…}}
 * out:  {"progress": {…}}*   then one of  {"done": {…}}  {"tried": {…}}  {"failed": {"code", "message"}}
 * </pre>
 */
final class RunProcess {
  /** Between two lines of progress. */
  private static final long TELL_MILLIS = 250;

  /** For the records of a run to be written while the machine goes down. */
  private static final long LAST_MILLIS = 20_000;

  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

  /** Whether it may still be stopped. */
  private enum Phase {
    WATCHING,
    STOPPED,
    WRITING
  }

  private final Workspace workspace;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WATCHING);

  private RunProcess(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * @param arguments the workspace's folder
   */
  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    JsonNode what = JsonMapper.shared().readTree(String.valueOf(in.readLine()));
    RunProcess process = new RunProcess(Workspace.at(Path.of(arguments[0])));
    Thread working = Thread.currentThread();
    Thread.ofPlatform().daemon().name("listening").start(() -> process.listen(in, working));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.terminated(working)));
    say(process.work(what));
    // Readers of images that do not answer any more are not waited for.
    Runtime.getRuntime().halt(0);
  }

  private void listen(BufferedReader in, Thread working) {
    try {
      for (String line = in.readLine();
          line != null && !line.equals("cancel");
          line = in.readLine()) {
        // Nothing else is said to it.
      }
    } catch (IOException gone) {
      // As where it ended.
    }
    if (phase.compareAndSet(Phase.WATCHING, Phase.STOPPED)) {
      working.interrupt();
    }
  }

  /** Told by the machine to end: the same as being told to stop, with a moment for it. */
  private void terminated(Thread working) {
    if (phase.compareAndSet(Phase.WATCHING, Phase.STOPPED)) {
      working.interrupt();
    }
    try {
      working.join(LAST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ObjectNode work(JsonNode what) {
    try (RunBook book = RunBook.open(workspace)) {
      return what.path("do").asString("").equals("try")
          ? node("tried", CatalogTrial.run(workspace, book, what))
          : node("done", watch(book, what).json());
    } catch (RunFailure e) {
      return failed(e.code(), e);
    } catch (RefusedException e) {
      return failed(e.code(), e);
    } catch (OutOfMemoryError tooLittle) {
      return failed("memory", tooLittle);
    } catch (IOException | RuntimeException e) {
      return failed(phase.get() == Phase.STOPPED ? RunFailure.STOPPED : "failed", e);
    }
  }

  private RunOutcome watch(RunBook book, JsonNode what)
      throws IOException, RefusedException, RunFailure {
    WorkspaceWatch.Request request =
        new WorkspaceWatch.Request(
            what.path("run").asString(""),
            Optional.of(what.path("catalog").asString("")),
            Asked.of(what.path("asked")).settings(),
            false);
    WorkspaceWatch watch =
        new WorkspaceWatch(
            workspace, Clock.systemUTC(), name -> CatalogImages.accessOfPages(book, name));
    WorkspaceWatch.Done done = watch.run(request, new Telling());
    return RunOutcome.of(done);
  }

  private static ObjectNode node(String name, ObjectNode content) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.set(name, content);
    return node;
  }

  private static ObjectNode failed(String code, Throwable why) {
    return node(
        "failed",
        JsonMapper.shared()
            .createObjectNode()
            .put("code", code)
            .put("message", why.getMessage() == null ? why.toString() : why.getMessage()));
  }

  private static synchronized void say(ObjectNode line) {
    OUT.println(line);
  }

  /** Tells the server how far the run is. */
  private final class Telling implements WorkspaceWatch.Listener, WatchProgress {
    private final Object lock = new Object();
    private Supplier<RunCost> cost = () -> RunCost.NOTHING;
    private RunProgress now = RunProgress.BEGUN;
    private long told = System.nanoTime();

    @Override
    public WatchProgress starts(String catalog, int places, Supplier<RunCost> soFar) {
      synchronized (lock) {
        cost = soFar;
      }
      change(was -> was.withPlaces(places), true);
      return this;
    }

    @Override
    public void writing() throws InterruptedException {
      if (!phase.compareAndSet(Phase.WATCHING, Phase.WRITING)) {
        throw new InterruptedException("stopped");
      }
      change(was -> was.withStage(RunProgress.Stage.WRITING), true);
    }

    @Override
    public void surveying() {
      change(was -> was.withStage(RunProgress.Stage.SURVEYING), true);
    }

    @Override
    public void found(int images) {
      change(was -> was.withImages(images), true);
    }

    @Override
    public void read(long images, long of) {
      change(was -> was.withRead(images, of), false);
    }

    @Override
    public void judged(int places, int of) {
      change(was -> was.withJudged(places, of), false);
    }

    @Override
    public void watching(double share) {
      change(was -> was.withShare(share), false);
    }

    private void change(java.util.function.UnaryOperator<RunProgress> change, boolean atOnce) {
      synchronized (lock) {
        now = change.apply(now);
        long nanos = System.nanoTime();
        if (atOnce || nanos - told > TELL_MILLIS * 1_000_000) {
          told = nanos;
          now = now.withCost(cost.get());
          say(node("progress", now.json()));
        }
      }
    }
  }
}
