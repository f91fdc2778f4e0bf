package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.report.ReportContext;
import org.cairn.exchange.AlertsWriter;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.PlaceReader;
import org.cairn.exchange.PlacesRead;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.ScoresWriter;
import org.cairn.heritage.Coverage;
import org.cairn.imagery.stac.StacException;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import tools.jackson.databind.json.JsonMapper;

/** One whole detection: reads places, watches them, writes what was asked for and says what came of it. */
final class Detection {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Clock clock;

  Detection(PrintWriter out, PrintWriter err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /**
   * @param simulated whether images and places are invented, which the report then says
   */
  record Request(
      List<Path> places,
      String catalog,
      WatchSettings settings,
      Path out,
      Optional<Path> scores,
      Optional<Path> report,
      Optional<String> signer,
      boolean json,
      boolean simulated) {}

  int run(Request request) {
    PlacesRead read = readPlaces(request.places());
    WatchResult result = watch(request, read);
    write(request, result);
    tell(request, read, result);
    boolean refused =
        !result.problems().isEmpty()
            || read.problems().stream().anyMatch(RowProblem::refused);
    return refused ? ExitCode.PARTLY_REFUSED : ExitCode.DONE;
  }
}
