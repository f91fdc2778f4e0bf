package org.cairn.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.cairn.exchange.DescriptionWriter;
import org.cairn.exchange.DescriptionWriters;
import org.cairn.exchange.NotCarried;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceHit;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn place export}. */
@Command(
    name = "export",
    description = {
      "Write places to a file of another's format; with conditions only those that meet all of them.",
      "",
      "Every place is read back and compared: what the format could not hold is listed. Where a place is whose location"
          + " is not public is left out, unless --include-protected says otherwise."
    },
    footer = {
      "",
      "Example:",
      "  cairn place export --format lpf --out places.lpf.json --box=-1,-1,1,1"
    })
final class PlaceExportCommand extends Verb {
  private static final int LISTED = 100;

  @Option(
      names = "--format",
      paramLabel = "F",
      required = true,
      description = "One of ${COMPLETION-CANDIDATES}.",
      completionCandidates = Formats.class)
  private String format = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Appears whole or not at all.")
  private Path file = Path.of("");

  @Option(
      names = "--include-protected",
      description =
          "Also write where those places are whose location is not public. Keep the file as safe"
              + " as the workspace.")
  private boolean includeProtected;

  @Mixin private PlaceQueryOptions which = new PlaceQueryOptions();

  /** Names of the formats, for the help and for completion. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DescriptionWriters.list().stream().map(DescriptionWriter::name).sorted().iterator();
    }
  }

  @Override
  public Integer call() throws IOException, RefusedException {
    DescriptionWriter writer;
    try {
      writer = DescriptionWriters.named(format);
    } catch (PlaceFormatException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
    }
    PlaceQuery query = which.query();
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      List<PlaceHit> hits = register.search(query);
      Places places = new Places(register, hits, includeProtected);
      List<NotCarried> lost;
      try {
        lost = writer.write(places, file);
      } catch (Unread e) {
        throw e.why();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      tell(hits.size(), places.held(), lost);
    }
    return ExitCode.DONE;
  }

  private void tell(int places, int held, List<NotCarried> lost) {
    if (json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("format", format);
      document.put("out", file.toString());
      document.put("places", places);
      document.put("without_location", held);
      document.put("not_carried", lost.stream().map(NotCarried::describe).toList());
      print(document);
      return;
    }
    lost.stream().limit(LISTED).forEach(one -> err().println(PlaceLines.printable(one.describe())));
    if (lost.size() > LISTED) {
      err().println((lost.size() - LISTED) + " more were not carried: --json lists them all.");
    }
    if (held > 0) {
      err()
          .println(
              "%d places were written without location and extras: it is not public, see --include-protected."
                  .formatted(held));
    }
    err()
        .println(
            "%d places written to '%s'; of %d statements the format could not hold all."
                .formatted(places, file, lost.size()));
  }

  /** Carries the register's refusal out of a writer, which knows none. */
  private static final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusedException why;

    Unread(RefusedException why) {
      super(why);
      this.why = why;
    }

    RefusedException why() {
      return why;
    }
  }

  /** The places of a search, one in memory at a time; may be walked through several times. */
  private static final class Places implements Iterable<PlaceDescription> {
    private final PlaceRegister register;
    private final List<PlaceHit> hits;
    private final boolean all;
    private int held;

    Places(PlaceRegister register, List<PlaceHit> hits, boolean all) {
      this.register = register;
      this.hits = hits;
      this.all = all;
    }

    /** How many of them keep their location. */
    int held() {
      return held;
    }

    @Override
    public Iterator<PlaceDescription> iterator() {
      held = 0;
      Iterator<PlaceHit> ids = hits.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return ids.hasNext();
        }

        @Override
        public PlaceDescription next() {
          return get(ids.next().place());
        }
      };
    }

    private PlaceDescription get(String id) {
      try {
        Optional<PlaceVersion> found = register.find(id);
        PlaceDescription place = found.orElseThrow(() -> new NoSuchElementException(id)).place();
        boolean open = place.sensitivity().level() == Sensitivity.Level.PUBLIC;
        held += open || all ? 0 : 1;
        return all ? place.withSensitivity(Sensitivity.PUBLIC) : place;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (RefusedException e) {
        throw new Unread(e);
      }
    }
  }
}
