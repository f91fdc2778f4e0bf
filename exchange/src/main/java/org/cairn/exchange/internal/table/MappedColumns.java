package org.cairn.exchange.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.TableMapping;
import org.cairn.exchange.TableMapping.Meaning;
import org.cairn.exchange.internal.Degrees;
import org.cairn.exchange.internal.Footprint;
import org.cairn.exchange.internal.Nearness;
import org.cairn.exchange.internal.Refusal;
import org.locationtech.jts.geom.Geometry;

/**
 * A mapping laid over the headings of a table.
 *
 * @param meanings one for each column of the table
 * @param missing headings of the mapping that mean something and are not in the table
 */
record MappedColumns(Columns columns, List<TableMapping.Column> meanings, List<String> missing) {
  static MappedColumns of(TableMapping mapping, Columns columns) {
    List<TableMapping.Column> left = new ArrayList<>(mapping.columns());
    List<TableMapping.Column> meanings = new ArrayList<>();
    for (String heading : columns.headings()) {
      TableMapping.Column found =
          left.stream()
              .filter(each -> each.heading().strip().equals(heading.strip()))
              .findFirst()
              .orElse(new TableMapping.Column(heading, Meaning.KEEP, "", List.of()));
      left.remove(found);
      meanings.add(found);
    }
    return new MappedColumns(
        columns,
        List.copyOf(meanings),
        left.stream()
            .filter(each -> each.meaning() != Meaning.KEEP)
            .map(TableMapping.Column::heading)
            .toList());
  }

  /** The first column that means this, -1 where none does. */
  int first(Meaning meaning) {
    for (int i = 0; i < meanings.size(); i++) {
      if (meanings.get(i).meaning() == meaning) {
        return i;
      }
    }
    return -1;
  }

  boolean has(Meaning meaning) {
    return first(meaning) >= 0;
  }

  /**
   * Whether two rows lie more than a kilometre apart, or have both another name and another
   * location.
   */
  boolean areDifferentPlaces(TableRow one, TableRow other) {
    return areFarApart(one, other)
        || (differ(one, other, Meaning.NAME)
            && (differ(one, other, Meaning.LONGITUDE)
                || differ(one, other, Meaning.LATITUDE)
                || differ(one, other, Meaning.GEOMETRY)));
  }

  boolean isLocated(TableRow row) {
    return location(row).isPresent();
  }

  private boolean areFarApart(TableRow one, TableRow other) {
    Optional<Geometry> here = location(one);
    Optional<Geometry> there = location(other);
    return here.isPresent()
        && there.isPresent()
        && !Nearness.mayBeOnePlace(here.get(), there.get());
  }

  /** Empty where the row has none, or none that can be read, which its reading tells. */
  private Optional<Geometry> location(TableRow row) {
    String written = text(row, Meaning.GEOMETRY);
    String longitude = text(row, Meaning.LONGITUDE);
    String latitude = text(row, Meaning.LATITUDE);
    try {
      if (!written.isEmpty()) {
        return Optional.of(GeometryCells.parsed(written, new ArrayList<>()));
      }
      return longitude.isEmpty() || latitude.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Footprint.FACTORY.createPoint(
                  Footprint.position(
                      Degrees.parse("", longitude, true), Degrees.parse("", latitude, true))));
    } catch (Refusal toldWhenItIsRead) {
      return Optional.empty();
    }
  }

  private String text(TableRow row, Meaning meaning) {
    int column = first(meaning);
    return column < 0 ? "" : FormulaGuard.unguarded(row.cell(column)).strip();
  }

  private boolean differ(TableRow one, TableRow other, Meaning meaning) {
    int column = first(meaning);
    return column >= 0
        && !one.cell(column).isBlank()
        && !other.cell(column).isBlank()
        && !one.cell(column).strip().equals(other.cell(column).strip());
  }
}
