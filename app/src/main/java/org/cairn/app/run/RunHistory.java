package org.cairn.app.run;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.node.NodeFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Every run with what became of it and what it cost. Thread-safe. */
public final class RunHistory {
  private final NodeFile file;

  RunHistory(NodeFile file) {
    this.file = file;
  }

  /** What became of a run. */
  public enum State {
    GOING,
    /** Everything was watched. */
    DONE,
    /** It is in the ledger, with problems. */
    PARTLY,
    CANCELLED,
    FAILED,
    /** Its process ended before it did. */
    INTERRUPTED;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return Arrays.stream(values())
          .filter(state -> state.code().equals(code))
          .findFirst()
          .orElse(FAILED);
    }
  }

  /** Who or what asked for a run. */
  public enum Starter {
    COMMAND,
    PERSON,
    SCHEDULE;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Starter of(String code) {
      return Arrays.stream(values())
          .filter(one -> one.code().equals(code))
          .findFirst()
          .orElse(COMMAND);
    }
  }

  /**
   * @param id of this list
   * @param run its name in the ledger
   * @param person id of who started it
   * @param resumes the run that this one takes up again
   * @param tries how often its process has ended before it did, this time not counted
   * @param pid of the process that makes it
   * @param pidSince when that process began, for numbers of processes come again
   * @param code of why it failed
   * @param reason in words; may name files and addresses, so for administrators only
   */
  public record Row(
      long id,
      String run,
      String catalog,
      Asked asked,
      Starter starter,
      Optional<String> person,
      OptionalLong resumes,
      int tries,
      State state,
      Instant began,
      Optional<Instant> ended,
      OptionalLong pid,
      OptionalLong pidSince,
      Optional<RunOutcome> outcome,
      Optional<String> code,
      Optional<String> reason) {
    /** Whether the process that makes it is there. */
    boolean isAlive() {
      Optional<ProcessHandle> process =
          pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
      return process
          .filter(ProcessHandle::isAlive)
          .filter(one ->
              pidSince.isEmpty()
                  || one.info()
                      .startInstant()
                      .map(began -> began.toEpochMilli() == pidSince.getAsLong())
                      .orElse(true))
          .isPresent();
    }
  }

  /** A run that is to begin. */
  public record Beginning(
      String run,
      String catalog,
      Asked asked,
      Starter starter,
      Optional<String> person,
      OptionalLong resumes,
      int tries) {}

  /** Notes that it goes on, in which process. */
  public long begin(Beginning run, ProcessHandle process, Instant now) throws IOException {
    return file.work(q -> {
      q.change(
          "INSERT INTO runs (run, catalog, asked, starter, person, resumes, tries, state, began,"
              + " pid, pid_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          run.run(),
          run.catalog(),
          run.asked().json().toString(),
          run.starter().code(),
          run.person().orElse(null),
          boxed(run.resumes()),
          run.tries(),
          State.GOING.code(),
          now.toEpochMilli(),
          process.pid(),
          process.info().startInstant().map(Instant::toEpochMilli).orElse(null));
      return q.find("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
    });
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  public void done(long id, RunOutcome outcome, Instant now) throws IOException {
    State state = outcome.problemCount() == 0 ? State.DONE : State.PARTLY;
    file.work(q ->
        q.change(
            "UPDATE runs SET state = ?, ended = ?, outcome = ? WHERE id = ?",
            state.code(),
            now.toEpochMilli(),
            outcome.json().toString(),
            id));
  }

  /** That it came to its end while nobody was there to hear what it came to. */
  void written(long id, Instant now) throws IOException {
    file.work(q ->
        q.change(
            "UPDATE runs SET state = ?, ended = ? WHERE id = ?",
            State.DONE.code(),
            now.toEpochMilli(),
            id));
  }

  /** That it ended otherwise. */
  public void ended(long id, State state, String code, String reason, Instant now)
      throws IOException {
    file.work(q ->
        q.change(
            "UPDATE runs SET state = ?, ended = ?, code = ?, reason = ? WHERE id = ?",
            state.code(),
            now.toEpochMilli(),
            code,
            reason,
            id));
  }

  public List<Row> going() throws IOException {
    return file.read(
        q -> q.list("SELECT * FROM runs WHERE state = 'going' ORDER BY id", RunHistory::row));
  }

  public Optional<Row> find(long id) throws IOException {
    return file.read(q -> q.find("SELECT * FROM runs WHERE id = ?", RunHistory::row, id));
  }

  /**
   * The newest first.
   *
   * @param before id; those before it
   */
  public List<Row> list(long before, int most) throws IOException {
    return file.read(q ->
        q.list(
            "SELECT * FROM runs WHERE id < ? ORDER BY id DESC LIMIT ?",
            RunHistory::row,
            before,
            most));
  }

  public Optional<Row> findLast() throws IOException {
    return list(Long.MAX_VALUE, 1).stream().findFirst();
  }

  /** Of those that came to an end. */
  public Optional<Row> findLastDone() throws IOException {
    return file.read(q ->
        q.find(
            "SELECT * FROM runs WHERE outcome IS NOT NULL ORDER BY id DESC LIMIT 1",
            RunHistory::row));
  }

  /** That were interrupted, are to be taken up again, and have not been. */
  List<Row> waiting() throws IOException {
    List<Row> interrupted =
        file.read(q ->
            q.list(
                "SELECT * FROM runs WHERE state = 'interrupted' AND id NOT IN (SELECT resumes FROM"
                    + " runs WHERE resumes IS NOT NULL) ORDER BY id DESC LIMIT 20",
                RunHistory::row));
    return interrupted.stream().filter(row -> row.asked().resume()).toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    @Nullable String outcome = row.getString("outcome");
    return new Row(
        row.getLong("id"),
        row.getString("run"),
        row.getString("catalog"),
        Asked.of(JsonMapper.shared().readTree(row.getString("asked"))),
        Starter.of(row.getString("starter")),
        Optional.ofNullable(row.getString("person")),
        number(row, "resumes"),
        row.getInt("tries"),
        State.of(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("began")),
        number(row, "ended").stream().mapToObj(Instant::ofEpochMilli).findFirst(),
        number(row, "pid"),
        number(row, "pid_since"),
        Optional.ofNullable(outcome).map(text -> RunOutcome.of(JsonMapper.shared().readTree(text))),
        Optional.ofNullable(row.getString("code")),
        Optional.ofNullable(row.getString("reason")));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
