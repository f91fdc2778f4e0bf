package org.cairn.exchange.internal.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.DescriptionWriter;
import org.cairn.exchange.NotCarried;
import org.cairn.exchange.internal.json.Comparison;
import org.cairn.exchange.internal.table.FormulaGuard;
import org.cairn.exchange.internal.table.RowReadBack;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Statement;

/**
 * A sheet with a row for each place, for people: CSV (RFC 4180) in UTF-8 with a byte order mark, so
 * that spreadsheets know it, under headings that the reader of tables maps back. Whoever says
 * something is written where all of a row is said by the same. Cells that spreadsheets would run
 * are guarded. The places are gone through twice: first for the columns they need. Stateless.
 */
public final class CsvWriter implements DescriptionWriter {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int MAX_TRIES = 30;

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<NotCarried> write(Iterable<PlaceDescription> places, Path file) throws IOException {
    SheetColumns columns = new SheetColumns();
    places.forEach(columns::meet);
    List<String> headings = columns.headings();
    RowReadBack readBack = new RowReadBack(headings);
    List<NotCarried> lost = new ArrayList<>();
    AtomicFiles.write(
        file,
        out -> {
          BufferedWriter writer =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          writer.write(BYTE_ORDER_MARK);
          CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
          printer.printRecord(headings);
          for (PlaceDescription place : places) {
            printer.printRecord(row(place, columns, readBack, lost));
          }
          printer.flush();
        });
    return lost;
  }

  private static List<String> row(
      PlaceDescription place, SheetColumns columns, RowReadBack readBack, List<NotCarried> lost) {
    Comparison comparison = new Comparison(place, lost);
    boolean open = comparison.locationIsPublic();
    if (!place.id().equals(place.id().strip())) {
      lost.add(
          new NotCarried(
              place.id(),
              Optional.empty(),
              OptionalInt.empty(),
              List.of("place"),
              "White space at the ends of its id would not be read back."));
    }
    SheetRow row = new SheetRow(columns);
    for (Statement each : place.statements()) {
      if (each instanceof PlaceGeometry && !open) {
        comparison.leftOut(each, "The location of the place is not public.");
      } else {
        row.add(each);
      }
    }
    row.attribute();
    if (open) {
      for (Extra each : place.extra()) {
        row.add(each);
      }
    }
    RowReadBack.Read read = readBack.read(place.id(), guarded(row, place));
    for (int tries = 0; read.place().isEmpty() && tries < MAX_TRIES; tries++) {
      Set<String> refused = read.refused();
      refused.forEach(field ->
          columns.headings().stream()
              .filter(heading -> field.equals(heading) || field.contains(heading + ","))
              .forEach(row::empty));
      read = readBack.read(place.id(), guarded(row, place));
    }
    row.leftOut().forEach(each -> comparison.leftOut(each.statement(), each.why()));
    row.written().forEach(comparison::wrote);
    comparison.with(read.place(), open);
    return guarded(row, place);
  }

  private static List<String> guarded(SheetRow row, PlaceDescription place) {
    return row.cells(place.id()).stream().map(FormulaGuard::guarded).toList();
  }
}
