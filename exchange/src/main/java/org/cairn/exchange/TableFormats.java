package org.cairn.exchange;

import java.util.List;
import java.util.Optional;
import org.cairn.exchange.internal.arches.HerArtefacts;
import org.cairn.exchange.internal.damage.Linked4Resilience;
import org.cairn.exchange.internal.damage.UnosatSites;
import org.cairn.exchange.internal.eamena.BulkUpload;
import org.cairn.exchange.internal.eamena.DisturbanceList;
import org.cairn.exchange.internal.lptsv.LpTsv;
import org.cairn.exchange.internal.openatlas.OpenAtlasPlaces;
import org.cairn.exchange.internal.table.MappedDialect;
import org.cairn.exchange.internal.table.TableFormat;

/** Formats of tables: each is read from CSV, TSV and XLSX alike. */
public final class TableFormats {
  /** Name of the format whose columns are mapped, by a person or by their headings. */
  public static final String MAPPED = "table";

  private TableFormats() {}

  /** All of them, those with the most particular headings first. */
  public static List<DescriptionFormat> all() {
    return all(TermLists.NONE, Optional.empty(), Optional.empty());
  }

  /**
   * All of them, those with the most particular headings first.
   *
   * @param lists that words of EAMENA's sheet are checked against
   * @param sheet of workbooks; empty takes all that hold places
   * @param mapping of {@code table}; empty lets it guess
   */
  public static List<DescriptionFormat> all(
      TermLists lists, Optional<String> sheet, Optional<TableMapping> mapping) {
    return List.of(
        eamena(lists, sheet),
        new TableFormat(new DisturbanceList(), sheet),
        new TableFormat(new Linked4Resilience(), sheet),
        new TableFormat(new UnosatSites(), sheet),
        new TableFormat(new OpenAtlasPlaces(), sheet),
        new TableFormat(new HerArtefacts(), sheet),
        new TableFormat(new LpTsv(), sheet),
        mapping.map(each -> mapped(each, sheet)).orElseGet(() -> guessed(sheet)));
  }

  /** Any table, its columns guessed from their headings: {@code table}. */
  public static DescriptionFormat guessed() {
    return guessed(Optional.empty());
  }

  /**
   * @param sheet of a workbook; empty takes all that hold places
   */
  public static DescriptionFormat guessed(Optional<String> sheet) {
    return new TableFormat(MappedDialect.guessed(), sheet);
  }

  /** Any table, its columns as a person has mapped them. */
  public static DescriptionFormat mapped(TableMapping mapping, Optional<String> sheet) {
    return new TableFormat(MappedDialect.by(mapping), sheet);
  }

  /**
   * EAMENA's bulk-upload sheet: {@code eamena-bulk-upload}.
   *
   * @param lists that its words are checked against
   */
  public static DescriptionFormat eamena(TermLists lists, Optional<String> sheet) {
    return new TableFormat(new BulkUpload(lists), sheet);
  }
}
