package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.exchange.internal.geopackage.GeoPackageFormat;
import org.cairn.exchange.internal.geopackage.RefusedFeatures;
import org.cairn.exchange.internal.json.RefusedElements;
import org.cairn.exchange.internal.kml.KmlFormat;
import org.cairn.exchange.internal.kml.RefusedPlacemarks;
import org.cairn.exchange.internal.table.RefusedRowsWriter;
import org.cairn.exchange.internal.table.TableFormat;

/**
 * The rows of a table, or the features of a JSON file, of KML or a GeoPackage, that gave no place,
 * written back in the same shape with what is wrong in {@code cairn_problem}; once corrected they
 * can be read by themselves. A copy for machines lists every problem.
 */
public final class RefusedRows {
  private RefusedRows() {}

  /**
   * Reads a file again and writes its refused rows: of tables as {@link #write(Path, List, Path)},
   * of JSON as a collection of the same kind, {@code cairn_problem} among a feature's properties;
   * of KML in their folders, with it among a placemark's data; of a GeoPackage in layers, with it
   * as a column.
   *
   * @param format that the file was read in
   * @return how many were written; 0, and no file, in a format that cannot be handed back so
   */
  public static int write(
      DescriptionFormat format, Path source, List<RowProblem> problems, Path out)
      throws IOException {
    if (format instanceof TableFormat) {
      return write(source, problems, out);
    }
    if (format instanceof KmlFormat) {
      return RefusedPlacemarks.write(source, problems, out);
    }
    if (format instanceof GeoPackageFormat) {
      return RefusedFeatures.write(source, problems, out);
    }
    Optional<RefusedElements.Shape> shape = RefusedElements.shape(format.name());
    return shape.isEmpty() ? 0 : RefusedElements.write(source, shape.get(), problems, out);
  }

  /** What the copy of one of several files is called: a table's is CSV, an archive's KML. */
  public static String fileName(DescriptionFormat format, Path source) {
    String name = String.valueOf(source.getFileName());
    if (format instanceof KmlFormat) {
      return name.replaceFirst("(?i)\\.kmz$", ".kml");
    }
    if (!(format instanceof TableFormat) || name.toLowerCase(Locale.ROOT).endsWith(".tsv")) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name) + ".csv";
  }

  /**
   * Reads the table again and writes its headings, whatever stands above them and the refused rows,
   * with {@code cairn_problem} as the last column. A workbook comes back as CSV; sheets with other
   * headings than the first come back beside it, as {@code refused-SHEET.csv}. Values that a
   * spreadsheet would take for a formula are written as they were.
   *
   * @param problems of {@code table}, of which those that refused a row count
   * @param out comma separated, with byte order mark; tab separated for a file ending in .tsv
   * @return how many rows were written
   */
  public static int write(Path table, List<RowProblem> problems, Path out) throws IOException {
    return RefusedRowsWriter.table(table, problems, out);
  }

  /** Writes all problems, notes too, as JSON: {@code {"problems":[{"severity":"refused", …}]}}. */
  public static void writeJson(List<RowProblem> problems, Path out) throws IOException {
    RefusedRowsWriter.json(problems, out);
  }
}
