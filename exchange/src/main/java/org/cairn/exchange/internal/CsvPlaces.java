package org.cairn.exchange.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cairn.exchange.RowProblem.Code;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sheet as text (RFC 4180 and its relatives), row by row: one place a row, located by two columns
 * of degrees or one of well-known text. Single-thread.
 */
final class CsvPlaces {
  /** A row longer than this is a quote left open. */
  static final long MAX_ROW_CHARACTERS = 16L << 20;

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final PeekedReader reader;
  private final DecodingReader guard;
  private final FileSink sink;

  CsvPlaces(PeekedReader reader, DecodingReader guard, FileSink sink) {
    this.reader = reader;
    this.guard = guard;
    this.sink = sink;
  }

  void read() throws IOException {
    // Row numbers are those a spreadsheet shows: blank lines and the heading count.
    int row = 0;
    char delimiter = delimiterOf(reader.head());
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreEmptyLines(false)
            .setTrailingData(true)
            .get();
    try (CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      CsvColumns columns = CsvColumns.of(List.of());
      boolean headed = false;
      while (true) {
        guard.startValue(MAX_ROW_CHARACTERS);
        if (!records.hasNext()) {
          break;
        }
        CSVRecord cells = records.next();
        row++;
        if (isBlank(cells) || (!headed && isSeparatorLine(cells))) {
          continue;
        } else if (headed) {
          readRow(row, cells, columns, delimiter);
          continue;
        }
        headed = true;
        columns = CsvColumns.of(cells.toList());
        if (!acceptsHeadings(columns)) {
          return;
        }
      }
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      if (cause == null) {
        throw e;
      }
      refuseRest(row, cause);
    }
  }

  private boolean acceptsHeadings(CsvColumns columns) {
    if (columns.canLocate()) {
      for (String heading : columns.repeated()) {
        sink.noteFile(
            Finding.of(
                    Code.COLUMN_REPEATED,
                    "Several columns mean the same; the first was used.",
                    "",
                    "")
                .withField(heading));
      }
      return true;
    }
    if (columns.looksLikeData()) {
      sink.refuseFile(
          Finding.of(
              Code.HEADING_MISSING,
              "The first row holds a place, not headings.",
              "a first row such as id,name,lon,lat",
              "Put a row of headings on top."));
      return false;
    }
    String found = String.join(", ", columns.headings().stream().limit(40).toList());
    String missing =
        columns.longitude() >= 0
            ? "There is a longitude column, but none for the latitude."
            : columns.latitude() >= 0
                ? "There is a latitude column, but none for the longitude."
                : columns.looksProjected()
                    ? "There are columns of metres (easting, northing), but none of degrees."
                    : "No column says where the places are.";
    sink.refuseFile(
        Finding.of(
            Code.COLUMN_MISSING,
            missing + " Headings: " + CleanText.clean(found) + ".",
            "columns lon and lat (WGS 84 degrees), or one called wkt",
            columns.looksProjected()
                ? "Convert the coordinates to WGS 84 degrees first."
                : "Rename the columns, and separate them by comma, semicolon or tab."));
    return false;
  }

  private void readRow(int row, CSVRecord cells, CsvColumns columns, char delimiter) {
    sink.countRow();
    try {
      refuseWrongLength(cells, columns, delimiter);
      List<Finding> notes = new ArrayList<>();
      Map<String, String> ids = new HashMap<>();
      for (Map.Entry<String, Integer> id : columns.ids().entrySet()) {
        String value = cells.get(id.getValue());
        NameList.refuseUndecodable(columns.headings().get(id.getValue()), value);
        ids.put(id.getKey(), value);
      }
      NameList names = new NameList(notes);
      for (Map.Entry<Integer, String> name : columns.names().entrySet()) {
        int column = name.getKey();
        names.add(
            columns.headings().get(column), cells.get(column), name.getValue(), Optional.empty());
      }
      Geometry geometry = geometryOf(cells, columns, delimiter, new Footprint(notes));
      sink.accept(new Draft(row, Identifiers.choose(ids), names.names(), geometry), notes);
    } catch (Refusal refusal) {
      sink.refuse(row, refusal.finding());
    }
  }

  private static Geometry geometryOf(
      CSVRecord cells, CsvColumns columns, char delimiter, Footprint footprint) throws Refusal {
    String text = columns.geometry() >= 0 ? cells.get(columns.geometry()).strip() : "";
    if (!text.isEmpty()) {
      String heading = columns.headings().get(columns.geometry());
      try {
        return footprint.finish(
            text.startsWith("{") ? geoJson(text, footprint) : Wkt.read(text, footprint));
      } catch (Refusal refusal) {
        throw new Refusal(refusal.finding().withFieldIfAbsent(heading));
      }
    }
    if (!columns.hasCoordinates()) {
      throw new Refusal(
          Footprint.missing().finding().withField(columns.headings().get(columns.geometry())));
    }
    String lonHeading = columns.headings().get(columns.longitude());
    String latHeading = columns.headings().get(columns.latitude());
    String lonText = cells.get(columns.longitude());
    String latText = cells.get(columns.latitude());
    if (lonText.isBlank() || latText.isBlank()) {
      throw new Refusal(
          Footprint.missing().finding().withField(lonText.isBlank() ? lonHeading : latHeading));
    }
    boolean commaDecimal = delimiter != ',';
    double lon = Degrees.parse(lonHeading, lonText, commaDecimal);
    double lat = Degrees.parse(latHeading, latText, commaDecimal);
    try {
      return footprint.finish(Footprint.FACTORY.createPoint(Footprint.position(lon, lat)));
    } catch (Refusal refusal) {
      throw new Refusal(refusal.finding().withFieldIfAbsent(lonHeading + ", " + latHeading));
    }
  }

  private static Geometry geoJson(String text, Footprint footprint) throws Refusal {
    GeoJsonGeometry written;
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      written = GeoJsonGeometry.read(parser);
    } catch (JacksonException e) {
      throw new Refusal(
          Finding.of(
                  Code.GEOMETRY_MALFORMED,
                  "The cell begins like a GeoJSON geometry, but is not well-formed.",
                  "a GeoJSON geometry or well-known text",
                  "Correct the cell, or give the place as lon and lat.")
              .withValue(text));
    }
    return written.toGeometry(footprint);
  }

  private static void refuseWrongLength(CSVRecord cells, CsvColumns columns, char delimiter)
      throws Refusal {
    int expected = columns.headings().size();
    int found = cells.size();
    boolean onlyBlankMore = found > expected;
    for (int i = expected; i < found; i++) {
      onlyBlankMore &= cells.get(i).isBlank();
    }
    if (found == expected || onlyBlankMore) {
      return;
    }
    throw new Refusal(
        Finding.of(
                Code.ROW_LENGTH,
                "The row has "
                    + found
                    + " cells, the heading "
                    + expected
                    + "; its columns have probably shifted.",
                expected + " cells",
                found > expected
                    ? "Put a cell that contains '"
                        + (delimiter == '\t' ? "tab" : String.valueOf(delimiter))
                        + "' in double quotes"
                        + (delimiter == ',' ? "; write decimals with a point." : ".")
                    : "Add the missing cells, empty where there is nothing to say.")
            .withValue(String.join(String.valueOf(delimiter), cells.toList())));
  }

  private void refuseRest(int row, IOException cause) throws IOException {
    if (cause instanceof DecodingReader.TooLongException) {
      sink.refuse(
          row + 1,
          Finding.of(
              Code.VALUE_TOO_LONG,
              "The row is longer than "
                  + MAX_ROW_CHARACTERS
                  + " characters; it and nothing after"
                  + " it was read.",
              "rows with their quotes closed",
              "Look for a double quote in this row that is never closed."));
    } else if (cause.getMessage() != null && cause.getMessage().contains("EOF reached")) {
      sink.refuse(
          row + 1,
          Finding.of(
              Code.QUOTE_UNCLOSED,
              "A double quote opened in this row is never closed; nothing after it was read.",
              "a closing quote; a quote within a cell is written twice",
              "Close the quote and read the file again."));
    } else {
      throw cause;
    }
  }

  private static boolean isBlank(CSVRecord cells) {
    for (String cell : cells) {
      if (!cell.isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** The line {@code sep=;} that a spreadsheet takes as a hint. */
  private static boolean isSeparatorLine(CSVRecord cells) {
    return cells.get(0).strip().toLowerCase(Locale.ROOT).startsWith("sep=");
  }

  /** The one with which most headings make sense; with equals, the one that gives most columns. */
  private static char delimiterOf(String head) {
    char best = ',';
    int bestScore = -1;
    for (char delimiter : DELIMITERS) {
      CSVFormat format =
          CSVFormat.DEFAULT
              .builder()
              .setDelimiter(delimiter)
              .setTrailingData(true)
              .setLenientEof(true)
              .get();
      try (CSVParser parser = CSVParser.parse(head, format)) {
        Iterator<CSVRecord> records = parser.iterator();
        CSVRecord first = records.next();
        while (isSeparatorLine(first) || isBlank(first)) {
          first = records.next();
        }
        int score = 1_000 * CsvColumns.of(first.toList()).understood() + first.size();
        if (score > bestScore) {
          bestScore = score;
          best = delimiter;
        }
      } catch (IOException | UncheckedIOException | NoSuchElementException e) {
        // Not readable with this delimiter: the others are left.
        continue;
      }
    }
    return best;
  }
}
