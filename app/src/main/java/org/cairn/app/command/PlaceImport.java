package org.cairn.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PeriodDefinitions;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceVersion;
import org.cairn.register.SamePlace;

/**
 * The places of files on their way to the register: read and handed on one by one, so that memory
 * does not grow with the files. Single-thread, used once.
 */
final class PlaceImport {
  /** Places that are looked up in the register together. */
  private static final int TOGETHER = 100;

  private final PlaceRegister register;
  private final ImportTarget target;
  private final ImportReport report;
  private final String prefix;
  private final Optional<PeriodDefinitions> periods;
  private final List<SharedPlaces.Whole> read = new ArrayList<>();
  private SharedPlaces shared = SharedPlaces.NONE;

  /**
   * @param prefix put before every id
   * @param periods complete those that a list names by their URIs
   */
  PlaceImport(
      PlaceRegister register,
      ImportTarget target,
      ImportReport report,
      String prefix,
      Optional<PeriodDefinitions> periods) {
    this.register = register;
    this.target = target;
    this.report = report;
    this.prefix = prefix;
    this.periods = periods;
  }

  void read(PlaceFiles files) throws IOException, RefusedException {
    shared = SharedPlaces.of(files);
    try {
      for (PlaceFiles.Source source : files.sources()) {
        read(source);
      }
      for (SharedPlaces.Whole whole : shared.places()) {
        take(whole.place(), whole.file(), whole.row());
      }
      handOn();
      report.done(target.finish());
    } catch (Stopped stopped) {
      stopped.rethrow();
    }
  }

  private void read(PlaceFiles.Source source) throws IOException, RefusedException {
    report.file(source);
    try {
      Rows rows = new Rows(source.file().toString());
      source
          .format()
          .read(
              source.file(),
              periods.isPresent() ? periods.get().completing(source.file(), rows) : rows);
    } catch (PlaceFormatException e) {
      report.unreadable(source, e);
    }
    handOn();
  }

  /** One file's places and problems. */
  private final class Rows implements DescriptionSink {
    private final String file;

    Rows(String file) {
      this.file = file;
    }

    @Override
    public void place(PlaceDescription place, int row) {
      try {
        if (shared.has(place.id())) {
          shared.add(place, file, row).ifPresent(report::problem);
        } else {
          take(place, file, row);
        }
      } catch (IOException | RefusedException e) {
        throw new Stopped(e);
      }
    }

    @Override
    public void problem(RowProblem problem) {
      report.problem(problem);
    }
  }

  private void take(PlaceDescription place, String file, int row)
      throws IOException, RefusedException {
    read.add(new SharedPlaces.Whole(Prefixed.of(place, prefix), file, row));
    if (read.size() == TOGETHER) {
      handOn();
    }
  }

  private void handOn() throws IOException, RefusedException {
    List<PlaceRegister.Standing> standings =
        register.standings(read.stream().map(SharedPlaces.Whole::place).toList());
    for (int each = 0; each < read.size(); each++) {
      SharedPlaces.Whole next = read.get(each);
      Optional<RowProblem> other =
          standings.get(each) == PlaceRegister.Standing.CHANGED
              ? otherPlace(next.place(), next.file(), next.row())
              : Optional.empty();
      if (other.isPresent()) {
        report.problem(other.get());
      } else {
        tellGeometry(next.place(), next.file(), next.row());
        report.read(next.place());
        target.add(next.place());
      }
    }
    read.clear();
  }

  /** Its id is known, and nothing shows that the two are one place. */
  private Optional<RowProblem> otherPlace(PlaceDescription place, String file, int row)
      throws IOException, RefusedException {
    Optional<PlaceVersion> known = register.find(place.id());
    if (known.isEmpty() || SamePlace.may(known.get().place(), place)) {
      return Optional.empty();
    }
    return Optional.of(
        ImportProblems.of(
            Severity.REFUSED,
            file,
            row,
            Code.ID_DUPLICATE,
            place.id(),
            "The id is that of another place in the register%s: they share no word of a name, and lie more than a kilometre apart."
                .formatted(ImportProblems.named(known.get().place())),
            "an id of its own",
            "Import this list with --prefix, which goes before each of its ids; where it is the same place, keep one of its former names in the list."));
  }

  private void tellGeometry(PlaceDescription place, String file, int row) {
    if (place.geometries().isEmpty()) {
      report.withoutGeometry();
      return;
    }
    ImportProblems.ofWatched(place, file, row).forEach(report::problem);
  }

  /** Carries a failure out of a reader, which knows none of its kind. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(Exception why) {
      super(why);
    }

    void rethrow() throws IOException, RefusedException {
      switch (getCause()) {
        case IOException io -> throw io;
        case RefusedException refused -> throw refused;
        case null, default -> throw this;
      }
    }
  }
}
