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
  private TableFormats() {}

  /** All of them, those with the most particular headings first. */
  public static List<DescriptionFormat> all() {
    return List.of(
        eamena(TermLists.NONE, Optional.empty()),
        disturbances(),
        linked4Resilience(),
        unosat(),
        openAtlas(),
        archesHer(),
        lpTsv(),
        guessed());
  }

  /** Any table, its columns guessed from their headings: {@code table}. */
  public static DescriptionFormat guessed() {
    return guessed(Optional.empty());
  }

  /**
   * @param sheet of a workbook; empty takes the first that is shown
   */
  public static DescriptionFormat guessed(Optional<String> sheet) {
    return new TableFormat(MappedDialect.guessed(), sheet);
  }

  /** Any table, its columns as a person has mapped them. */
  public static DescriptionFormat mapped(TableMapping mapping, Optional<String> sheet) {
    return new TableFormat(MappedDialect.by(mapping), sheet);
  }

  /** LP-TSV v0.5 of the Linked Places Format: {@code lp-tsv}. */
  public static DescriptionFormat lpTsv() {
    return new TableFormat(new LpTsv(), Optional.empty());
  }

  /** The list of damaged cultural sites: {@code linked4resilience}. */
  public static DescriptionFormat linked4Resilience() {
    return new TableFormat(new Linked4Resilience(), Optional.empty());
  }

  /** UNOSAT's tables of damaged structures, an image in columns of its own: {@code unosat}. */
  public static DescriptionFormat unosat() {
    return new TableFormat(new UnosatSites(), Optional.empty());
  }

  /** A list of disturbances with their dates in EDTF: {@code eamena-disturbances}. */
  public static DescriptionFormat disturbances() {
    return new TableFormat(new DisturbanceList(), Optional.empty());
  }

  /** The place import of OpenAtlas: {@code openatlas}. */
  public static DescriptionFormat openAtlas() {
    return new TableFormat(new OpenAtlasPlaces(), Optional.empty());
  }

  /** Finds of historic environment records: {@code arches-her}. */
  public static DescriptionFormat archesHer() {
    return new TableFormat(new HerArtefacts(), Optional.empty());
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
