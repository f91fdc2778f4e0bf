package org.cairn.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.WatchedGeometry;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceVersion;
import org.cairn.register.SamePlace;

/**
 * The places of files on their way to the register: read one by one, handed on in batches of
 * bounded size, so that memory does not grow with the files. Single-thread, used once.
 */
final class PlaceImport {
  private static final int BATCH_PLACES = 500;

  /** About as many bytes; one place may have a million positions. */
  private static final long BATCH_WEIGHT = 16L << 20;

  private final PlaceRegister register;
  private final ImportTarget target;
  private final ImportReport report;
  private final String prefix;
  private final List<PlaceDescription> batch = new ArrayList<>();
  private long weight;
  private SharedPlaces shared = SharedPlaces.NONE;

  /**
   * @param prefix put before every id
   */
  PlaceImport(PlaceRegister register, ImportTarget target, ImportReport report, String prefix) {
    this.register = register;
    this.target = target;
    this.report = report;
    this.prefix = prefix;
  }

  void read(ImportFiles files) throws IOException, RefusedException {
    shared = SharedPlaces.of(files);
    try {
      for (ImportFiles.Source source : files.sources()) {
        read(source);
      }
      for (SharedPlaces.Whole whole : shared.places()) {
        take(whole.place(), whole.file(), whole.row());
      }
      flush();
    } catch (Stopped stopped) {
      stopped.rethrow();
    }
  }

  private void read(ImportFiles.Source source) throws IOException {
    report.file(source);
    try {
      source.format().read(source.file(), new Rows(source.file().toString()));
    } catch (PlaceFormatException e) {
      report.unreadable(source, e);
    }
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

  private void take(PlaceDescription read, String file, int row)
      throws IOException, RefusedException {
    PlaceDescription place = Prefixed.of(read, prefix);
    Optional<RowProblem> other = otherPlace(place, file, row);
    if (other.isPresent()) {
      report.problem(other.get());
      return;
    }
    tellGeometry(place, file, row);
    report.read(place);
    batch.add(place);
    weight += Weight.of(place);
    if (batch.size() >= BATCH_PLACES || weight >= BATCH_WEIGHT) {
      flush();
    }
  }

  private void flush() throws IOException, RefusedException {
    if (!batch.isEmpty()) {
      report.done(target.add(batch));
      batch.clear();
      weight = 0;
    }
  }

  /** Its id is known, and nothing shows that the two are one place. */
  private Optional<RowProblem> otherPlace(PlaceDescription place, String file, int row)
      throws IOException, RefusedException {
    if (register.standing(place) != PlaceRegister.Standing.CHANGED) {
      return Optional.empty();
    }
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
    for (WatchedGeometry.Change change : WatchedGeometry.changes(place)) {
      report.problem(ImportProblems.of(change, file, row));
    }
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
