package org.cairn.exchange.internal.damage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Certainties;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.DamageCodes;
import org.cairn.exchange.internal.table.DateCells;
import org.cairn.exchange.internal.table.Dialect;
import org.cairn.exchange.internal.table.GeometryCells;
import org.cairn.exchange.internal.table.NameCells;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.RowCells;
import org.cairn.exchange.internal.table.TableRow;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Crosswalk;

/**
 * UNOSAT's tables of damaged structures: a row for each, and for each image that was looked at
 * columns of their own, {@code SensorDate_2}, {@code Main_Damage_Site_Class_2}, {@code
 * Confidence_2} and more; those of the first have no number. Each image gives an assessment with
 * the class as its code. Codes without a published codebook ({@code Damage_Status}, numbers of
 * confidence) and words of confidence, which are more than our three, are kept as they are.
 * Stateless.
 */
public final class UnosatSites implements Dialect {
  private static final String FORMAT = "unosat";
  private static final Pattern COLUMN =
      Pattern.compile("(sensordate|maindamagesiteclass|confidence|confidenceid|sensorid)(\\d*)");
  private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{11,14}(?:\\.0+)?");
  private static final Pattern DAY_AND_TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ].*");

  @Override
  public String name() {
    return FORMAT;
  }

  @Override
  public boolean recognises(Columns columns) {
    return looks(columns).values().stream()
        .anyMatch(
            each -> each.containsKey("sensordate") && each.containsKey("maindamagesiteclass"));
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    return new Rows(columns, looks(columns));
  }

  /** For each image, in the order of their numbers, where its columns are. */
  private static Map<Integer, Map<String, Integer>> looks(Columns columns) {
    Map<Integer, Map<String, Integer>> looks = new TreeMap<>();
    for (int i = 0; i < columns.headings().size(); i++) {
      Matcher column = COLUMN.matcher(columns.keys().get(i));
      if (column.matches() && column.group(2).length() < 4) {
        int number = column.group(2).isEmpty() ? 1 : Integer.parseInt(column.group(2));
        looks.computeIfAbsent(number, key -> new TreeMap<>()).putIfAbsent(column.group(1), i);
      }
    }
    return looks;
  }

  private record Rows(Columns columns, Map<Integer, Map<String, Integer>> looks)
      implements PlaceRows {
    @Override
    public int idColumn() {
      return columns.find("siteid", "uniqueid", "globalid", "objectid", "fid", "id");
    }

    @Override
    public boolean needsId() {
      return idColumn() >= 0;
    }

    @Override
    public List<Finding> notes() {
      boolean coded =
          columns.byKey().keySet().stream()
              .anyMatch(key -> key.startsWith("damagestatus") || key.startsWith("confidenceid"));
      return coded
          ? List.of(
              Finding.of(
                  Code.COLUMN_UNMAPPED,
                  "What the codes of Damage_Status and of numbered confidence mean is not published; they were kept as they are.",
                  "",
                  ""))
          : List.of();
    }

    @Override
    public void read(RowCells row) {
      Cell name = row.take("sitename", "name");
      NameCells.add(row.draft(), name, name.value(), "", Optional.empty(), Attribution.NONE);
      Cell wkt = row.take("wkt", "geometry", "geowkt", "shape");
      GeometryCells.of(
              row.draft(),
              wkt,
              row.take("longitude", "lon", "pointx", "x"),
              row.take("latitude", "lat", "pointy", "y"))
          .forEach(
              geometry -> row.draft().add(wkt, () -> PlaceGeometry.of(geometry, Extent.UNKNOWN)));
      looks.values().forEach(look -> readLook(row, look));
      row.keepEach(FORMAT);
    }

    private static void readLook(RowCells row, Map<String, Integer> look) {
      Cell damage = row.peek(look.getOrDefault("maindamagesiteclass", -1));
      Cell date = row.peek(look.getOrDefault("sensordate", -1));
      if (damage.isBlank()) {
        if (!date.isBlank()) {
          tellMissing(
              row, date, "The image of this day has no damage class; its columns were kept.");
        }
        return;
      }
      if (date.isBlank()) {
        tellMissing(
            row, damage, "The damage class has no date of an image; it was kept without a time.");
      }
      row.take(look.getOrDefault("maindamagesiteclass", -1));
      row.take(look.getOrDefault("sensordate", -1));
      ConditionAssessment.Builder assessment = ConditionAssessment.builder();
      DamageCodes.state(row.draft(), damage, Crosswalk.UNOSAT, assessment);
      Attribution said = Attribution.NONE.withTimes(day(row, date).stream().toList());
      Cell sensor = row.take(look.getOrDefault("sensorid", -1));
      if (!sensor.isBlank()) {
        said = said.withSources(List.of(Source.cited(sensor.value())));
      }
      int confidence = look.getOrDefault("confidence", look.getOrDefault("confidenceid", -1));
      Optional<Certainty> certainty = Certainties.of(row.peek(confidence).text());
      Attribution sure = certainty.map(said::withCertainty).orElse(said);
      row.draft().add(damage, () -> assessment.attribution(sure).build());
    }

    private static void tellMissing(RowCells row, Cell cell, String message) {
      row.draft()
          .note(
              cell,
              Code.VALUE_MISSING,
              message,
              "a class for each date, and a date for each class",
              "See whether the columns have shifted.");
    }

    /** A day as such, as a moment, or as databases export it: milliseconds since 1970 in UTC. */
    private static Optional<TimeSpan> day(RowCells row, Cell cell) {
      String text = cell.value();
      Matcher moment = DAY_AND_TIME.matcher(text);
      if (moment.matches()) {
        return DateCells.dates(row.draft(), new Cell(cell.row(), cell.field(), moment.group(1)))
            .map(span -> span.withOriginal(text));
      }
      if (!MILLISECONDS.matcher(text).matches()) {
        return DateCells.dates(row.draft(), cell);
      }
      try {
        Instant instant = Instant.ofEpochMilli(Long.parseLong(text.replaceFirst("\\..*", "")));
        EdtfDate date = EdtfDate.ofDay(instant.atOffset(ZoneOffset.UTC).toLocalDate());
        return Optional.of(TimeSpan.during(TimeBound.in(date)).withOriginal(text));
      } catch (DateTimeException | IllegalArgumentException outside) {
        return DateCells.dates(row.draft(), cell);
      }
    }
  }
}
