package org.cairn.app.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a workspace's runs for its server: one at a time, each in a process of its own; starts
 * those that are due, notes those that were broken off, and takes them up again. Thread-safe.
 */
public final class RunKeeper implements AutoCloseable {
  /** A run whose process ended so often before it did is not tried again. */
  public static final int MOST_TRIES = 3;

  /** Code of a run that was broken off by nobody's fault; it does not count as a try. */
  private static final String SERVER_STOPPED = "server-stopped";

  private final Workspace workspace;
  private final RunBook book;
  private final RunLauncher launcher;
  private final InstantSource clock;
  private final Duration betweenTries;
  private final ConcurrentMap<Long, RunChild> children = new ConcurrentHashMap<>();

  /** Those that were stopped because they took too long. */
  private final Set<Long> overdue = ConcurrentHashMap.newKeySet();

  /** Those that somebody has cancelled. */
  private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();

  /** Guarded by this. */
  private boolean closed;

  /**
   * @param book is closed with this
   * @param betweenTries pause before a run that was broken off is taken up again, times its tries
   */
  public RunKeeper(
      Workspace workspace,
      RunBook book,
      RunLauncher launcher,
      InstantSource clock,
      Duration betweenTries) {
    this.workspace = workspace;
    this.book = book;
    this.launcher = launcher;
    this.clock = clock;
    this.betweenTries = betweenTries;
  }

  public RunBook book() {
    return book;
  }

  /**
   * That the ledger names a catalogue now.
   *
   * @param privateToo whether it may lead to this machine and into private networks
   */
  public void added(WorkspaceIndex.Catalog catalog, boolean privateToo) throws IOException {
    book.catalogs().put(catalog);
    book.catalogs().allowPrivate(catalog.name(), privateToo);
  }

  /** That the ledger says a catalogue is not used any more: its hosts' secrets go with it. */
  public void retired(String catalog) throws IOException {
    book.catalogs().retire(catalog);
    book.schedules().remove(catalog);
    for (Secrets.Kept secret : book.secrets().list(catalog)) {
      book.secrets().remove(catalog, secret.host());
    }
  }

  /** The run that goes on, whoever makes it. */
  public Optional<RunHistory.Row> going() throws IOException {
    return book.runs().going().stream().filter(RunHistory.Row::isAlive).findFirst();
  }

  /** How far one is; empty for one that this server does not make. */
  public Optional<RunProgress> progress(long id) {
    return Optional.ofNullable(children.get(id)).map(RunChild::progress);
  }

  /** Whether somebody has asked for its end. */
  public boolean isStopping(long id) {
    return Optional.ofNullable(children.get(id)).map(RunChild::isStopped).orElse(false);
  }

  /**
   * Starts a run.
   *
   * @param person id of who asks for it
   * @return its id
   * @throws RunFailure {@code run-going} while another goes on, {@code catalog-unknown}
   */
  public long start(String catalog, Asked asked, Optional<String> person)
      throws IOException, RunFailure {
    return begin(
        new RunHistory.Beginning(
            RunWriter.newName(),
            catalog,
            asked,
            person.isPresent() ? RunHistory.Starter.PERSON : RunHistory.Starter.SCHEDULE,
            person,
            OptionalLong.empty(),
            0));
  }

  private synchronized long begin(RunHistory.Beginning run) throws IOException, RunFailure {
    if (closed || going().isPresent()) {
      throw new RunFailure("run-going", "A run goes on; the next can start when it has ended.");
    }
    if (book.catalogs().find(run.catalog()).filter(one -> !one.retired()).isEmpty()) {
      throw new RunFailure("catalog-unknown", "No catalogue '" + run.catalog() + "'.");
    }
    ObjectNode what =
        JsonMapper.shared()
            .createObjectNode()
            .put("do", "watch")
            .put("run", run.run())
            .put("catalog", run.catalog());
    what.set("asked", run.asked().json());
    RunChild child = launcher.start(what);
    long id;
    try {
      id = book.runs().begin(run, child.process(), clock.instant());
    } catch (IOException | RuntimeException e) {
      child.stop();
      throw e;
    }
    children.put(id, child);
    child
        .result()
        .thenAcceptAsync(
            said -> ended(id, child, said),
            task -> Thread.ofVirtual().name("run-ended").start(task));
    return id;
  }

  /** Notes what became of it, and only then counts it as ended. */
  private void ended(long id, RunChild child, Optional<JsonNode> said) {
    try {
      note(id, child, said);
    } catch (IOException e) {
      System.getLogger(RunKeeper.class.getName())
          .log(System.Logger.Level.WARNING, "What became of a run could not be noted", e);
    } finally {
      children.remove(id);
    }
  }

  private void note(long id, RunChild child, Optional<JsonNode> said) throws IOException {
    Instant now = clock.instant();
    JsonNode last = said.orElseGet(() -> JsonMapper.shared().createObjectNode());
    if (last.has("done")) {
      book.runs().done(id, RunOutcome.of(last.path("done")), now);
      return;
    }
    String code = last.path("failed").path("code").asString("");
    String message = last.path("failed").path("message").asString("");
    boolean late = overdue.remove(id);
    boolean asked = cancelled.remove(id);
    if (code.equals(RunFailure.STOPPED) || code.isEmpty() && child.isStopped()) {
      if (late) {
        book.runs().ended(id, RunHistory.State.FAILED, "too-long", message, now);
      } else if (asked) {
        book.runs().ended(id, RunHistory.State.CANCELLED, RunFailure.STOPPED, message, now);
      } else {
        // With the server, or by whoever ends processes of this machine in order.
        book.runs().ended(id, RunHistory.State.INTERRUPTED, SERVER_STOPPED, message, now);
      }
    } else if (code.isEmpty() && isWritten(id, child)) {
      book.runs().written(id, now);
    } else if (code.isEmpty()) {
      book.runs().ended(id, RunHistory.State.INTERRUPTED, "process-ended", child.complaints(), now);
    } else {
      book.runs().ended(id, RunHistory.State.FAILED, code, message, now);
    }
  }

  /** Whether a process that ended without a word had come to the end of its writing. */
  private boolean isWritten(long id, RunChild child) throws IOException {
    Optional<RunHistory.Row> row = book.runs().find(id);
    if (child.progress().stage() != RunProgress.Stage.WRITING || row.isEmpty()) {
      return false;
    }
    try {
      return WorkspaceIndex.hasRun(workspace, row.get().run());
    } catch (RefusedException e) {
      throw new IOException("The ledger could not be read: " + e.getMessage(), e);
    }
  }

  /**
   * Asks for a run's end; it comes within seconds, unless the run is being written.
   *
   * @return whether this server makes it
   */
  public boolean cancel(long id) {
    RunChild child = children.get(id);
    if (child != null) {
      cancelled.add(id);
      child.stop();
    }
    return child != null;
  }

  /** What there is to be done at one time: to be called every few seconds, by one thread. */
  public void round() throws IOException, RefusedException {
    stopOverdue();
    noteBrokenOff();
    if (going().isEmpty()) {
      takeUpAgain();
    }
    startDue();
  }

  private void stopOverdue() throws IOException {
    for (RunHistory.Row row : book.runs().going()) {
      Duration most = Duration.ofHours(row.asked().longestHours());
      RunChild child = children.get(row.id());
      if (child != null && !child.isStopped() && clock.instant().isAfter(row.began().plus(most))) {
        overdue.add(row.id());
        child.stop();
      }
    }
  }

  /** Those whose process is not there any more, and that nobody has noted. */
  private void noteBrokenOff() throws IOException, RefusedException {
    for (RunHistory.Row row : book.runs().going()) {
      if (children.containsKey(row.id()) || row.isAlive()) {
        continue;
      }
      // Its process may have written it to the end while no server was there.
      if (WorkspaceIndex.hasRun(workspace, row.run())) {
        book.runs().written(row.id(), clock.instant());
      } else {
        book.runs()
            .ended(
                row.id(),
                RunHistory.State.INTERRUPTED,
                "process-ended",
                "The process that made it is not there any more.",
                clock.instant());
      }
    }
  }

  private void takeUpAgain() throws IOException {
    Optional<RunHistory.Row> waiting = book.runs().waiting().stream().findFirst();
    if (waiting.isEmpty()) {
      return;
    }
    RunHistory.Row row = waiting.get();
    boolean ownFault = !row.code().orElse("").equals(SERVER_STOPPED);
    int tries = row.tries() + (ownFault ? 1 : 0);
    if (tries >= MOST_TRIES) {
      book.runs()
          .ended(
              row.id(),
              RunHistory.State.FAILED,
              "broken-off",
              row.reason().orElse(""),
              row.ended().orElse(clock.instant()));
      return;
    }
    Duration pause = ownFault ? betweenTries.multipliedBy(tries) : Duration.ZERO;
    if (row.ended().map(at -> at.plus(pause).isAfter(clock.instant())).orElse(false)) {
      return;
    }
    try {
      begin(
          new RunHistory.Beginning(
              RunWriter.newName(),
              row.catalog(),
              row.asked(),
              row.starter(),
              row.person(),
              OptionalLong.of(row.id()),
              tries));
    } catch (RunFailure notNow) {
      if (!notNow.code().equals("run-going")) {
        book.runs()
            .ended(
                row.id(),
                RunHistory.State.FAILED,
                notNow.code(),
                String.valueOf(notNow.getMessage()),
                clock.instant());
      }
    }
  }

  private void startDue() throws IOException {
    Instant now = clock.instant();
    List<ScheduleBook.Schedule> all = book.schedules().list();
    for (ScheduleBook.Schedule schedule : all) {
      Instant next = schedule.timetable().next(now, schedule.last(), schedule.catalog());
      if (schedule.due().isAfter(next)) {
        // The clock was far ahead when that was worked out.
        book.schedules().setDue(schedule.catalog(), next);
      } else if (!schedule.paused() && !schedule.due().isAfter(now)) {
        startDue(schedule, now);
      } else if (schedule.paused() && !schedule.due().isAfter(now)) {
        book.schedules().setDue(schedule.catalog(), next);
      }
    }
  }

  /** While another goes on it waits for the next round. */
  private void startDue(ScheduleBook.Schedule schedule, Instant now) throws IOException {
    try {
      start(schedule.catalog(), schedule.asked(), Optional.empty());
      book.schedules().started(schedule, now);
    } catch (RunFailure notNow) {
      if (!notNow.code().equals("run-going")) {
        book.schedules().remove(schedule.catalog());
      }
    }
  }

  /** Stops what goes on; it is noted, and taken up again by the next server where it is to be. */
  @Override
  public void close() throws IOException {
    List<RunChild> left;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      left = List.copyOf(children.values());
    }
    left.forEach(RunChild::stopAndWait);
    waitForNotes();
    book.close();
  }

  private void waitForNotes() {
    long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (!children.isEmpty() && System.nanoTime() < until) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
