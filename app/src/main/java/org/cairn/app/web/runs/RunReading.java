package org.cairn.app.web.runs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.run.CatalogBook;
import org.cairn.app.run.RunHistory;
import org.cairn.app.run.RunProgress;
import org.cairn.app.run.ScheduleBook;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Registers;
import org.cairn.app.web.people.People;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceQuery;

/** What pages say of runs. Thread-safe. */
final class RunReading {
  private final Runs runs;
  private final Registers registers;
  private final People people;

  RunReading(Runs runs, Registers registers, People people) {
    this.runs = runs;
    this.registers = registers;
    this.people = people;
  }

  /**
   * A run as a page shows it.
   *
   * @param person name of who started it
   * @param progress of one that this server makes
   * @param stopping whether its end was asked for
   */
  record Shown(
      RunHistory.Row row,
      Optional<String> person,
      Optional<RunProgress> progress,
      boolean stopping) {
    boolean isGoing() {
      return row.state() == RunHistory.State.GOING;
    }

    boolean mayStop() {
      return progress.isPresent()
          && !stopping
          && progress.get().stage() != RunProgress.Stage.WRITING;
    }
  }

  /**
   * A catalogue in the list.
   *
   * @param host of it, or that it is on this machine's disks (empty)
   */
  record Listed(CatalogBook.Kept kept, String host, Optional<ScheduleBook.Schedule> schedule) {}

  /**
   * @param named whether people are named: to those who have signed in
   */
  Shown shown(RunHistory.Row row, boolean named) throws IOException {
    Optional<String> person = Optional.empty();
    if (named && row.person().isPresent()) {
      person = people.findName(row.person().get());
    }
    return new Shown(
        row,
        person,
        row.state() == RunHistory.State.GOING ? runs.keeper().progress(row.id()) : Optional.empty(),
        runs.keeper().isStopping(row.id()));
  }

  List<Shown> shown(List<RunHistory.Row> rows, boolean named) throws IOException {
    List<Shown> all = new ArrayList<>();
    for (RunHistory.Row row : rows) {
      all.add(shown(row, named));
    }
    return all;
  }

  Optional<Shown> going(boolean named) throws IOException {
    Optional<RunHistory.Row> row = runs.keeper().going();
    return row.isPresent() ? Optional.of(shown(row.get(), named)) : Optional.empty();
  }

  List<Listed> catalogs() throws IOException {
    List<Listed> all = new ArrayList<>();
    for (CatalogBook.Kept kept : runs.book().catalogs().list()) {
      all.add(
          new Listed(
              kept,
              host(kept.catalog().href()),
              runs.book().schedules().find(kept.catalog().name())));
    }
    return all;
  }

  static String host(String href) {
    if (!href.contains("://")) {
      return "";
    }
    try {
      URI address = URI.create(href);
      String port = address.getPort() < 0 ? "" : ":" + address.getPort();
      return address.getHost() == null ? "" : address.getHost() + port;
    } catch (IllegalArgumentException noAddress) {
      return "";
    }
  }

  /** Places that a run watches: those of the last run, or all there are before the first. */
  long places() throws IOException, RefusedException {
    Optional<RunHistory.Row> last = runs.findLastDone();
    if (last.isPresent() && last.get().outcome().isPresent()) {
      return last.get().outcome().get().places();
    }
    return registers.read(register -> (long) register.numbers(PlaceQuery.ALL).length);
  }

  /** A size of data, in units of 1,000 (the SI's). */
  static String bytes(Texts t, long bytes) {
    String[] units = {"b", "kb", "mb", "gb", "tb"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return t.text("runs.unit." + units[unit], t.decimal(value, 0, value < 10 && unit > 0 ? 1 : 0));
  }

  static String time(Texts t, long millis) {
    Duration time = Duration.ofMillis(millis);
    if (time.toMinutes() < 2) {
      return t.text("runs.time.seconds", t.plain(Math.max(1, time.toSeconds())));
    }
    if (time.toHours() < 2) {
      return t.text("runs.time.minutes", t.plain(time.toMinutes()));
    }
    return t.text("runs.time.hours", t.decimal(time.toMinutes() / 60.0, 0, 1));
  }

  /** How long it took, or has taken by now. */
  static OptionalLong millis(RunHistory.Row row, Instant now) {
    Instant end = row.ended().orElse(now);
    return OptionalLong.of(Math.max(0, Duration.between(row.began(), end).toMillis()));
  }
}
