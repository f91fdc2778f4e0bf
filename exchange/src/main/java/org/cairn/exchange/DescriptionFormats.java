package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.exchange.internal.TextInput;
import org.cairn.exchange.internal.eamena.EamenaLists;
import org.cairn.exchange.internal.geopackage.GeoPackageFormat;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.kml.KmlFormat;
import org.cairn.exchange.internal.table.TableFormat;

/**
 * The formats that descriptions of places are read from, by name and by the look of a file.
 * Immutable.
 */
public final class DescriptionFormats {
  private final List<DescriptionFormat> mostParticularFirst;

  private DescriptionFormats(List<DescriptionFormat> mostParticularFirst) {
    this.mostParticularFirst = List.copyOf(mostParticularFirst);
  }

  /** All of them; words of EAMENA's sheets are checked against its vocabulary. */
  public static DescriptionFormats all() {
    return all(Optional.empty(), Optional.empty());
  }

  /**
   * All of them.
   *
   * @param sheet of workbooks; empty takes all that hold places
   * @param mapping what the columns of any table ({@code table}) mean; empty lets it guess
   */
  public static DescriptionFormats all(Optional<String> sheet, Optional<TableMapping> mapping) {
    List<DescriptionFormat> formats = new ArrayList<>(JsonFormats.all());
    formats.add(new KmlFormat());
    formats.add(new GeoPackageFormat());
    formats.addAll(TableFormats.all(new EamenaLists(), sheet, mapping));
    return new DescriptionFormats(formats);
  }

  /**
   * Those whose marks are most particular first, so that the first to recognise a file reads it.
   */
  public List<DescriptionFormat> list() {
    return mostParticularFirst;
  }

  /**
   * @param name as in {@code --format}
   * @throws PlaceFormatException {@code FORMAT_UNKNOWN}, with the names there are
   */
  public DescriptionFormat named(String name) throws PlaceFormatException {
    return mostParticularFirst.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new PlaceFormatException(
                PlaceFormatException.Code.FORMAT_UNKNOWN,
                "There is no format '%s' to read: choose one of %s".formatted(name, names())));
  }

  /**
   * The format that a file looks like, by its first 64 KiB and, of a table, its headings.
   *
   * @throws PlaceFormatException {@code FILE_MISSING}, {@code FILE_UNREADABLE}; {@code BINARY_FILE}
   *     or {@code FORMAT_UNRECOGNISED}, with the names there are, where it looks like none
   */
  public DescriptionFormat of(Path file) throws PlaceFormatException {
    if (!Files.exists(file)) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_MISSING,
          "No such file or folder: '%s'; check the path given for the places".formatted(file));
    }
    try {
      byte[] head = JsonSource.head(file);
      if (JsonSource.headText(head).contains("\"stac_version\"")) {
        throw new PlaceFormatException(
            PlaceFormatException.Code.FORMAT_UNRECOGNISED,
            "'%s' lists images (STAC), not places: 'cairn catalog add' takes it".formatted(file));
      }
      Optional<DescriptionFormat> found = first(file, head);
      if (found.isEmpty()) {
        throw unrecognised(file, TextInput.binaryKind(file));
      }
      return found.get();
    } catch (PlaceFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_UNREADABLE,
          "Cannot read '%s' (%s): check its permissions and disk".formatted(file, e.getMessage()),
          e);
    }
  }

  private Optional<DescriptionFormat> first(Path file, byte[] head) {
    List<TableFormat> tables = new ArrayList<>();
    for (DescriptionFormat format : mostParticularFirst) {
      if (format instanceof TableFormat table) {
        tables.add(table);
      } else if (format.recognises(file, head)) {
        return Optional.of(format);
      }
    }
    return TableFormat.first(tables, file, head).map(table -> table);
  }

  private PlaceFormatException unrecognised(Path file, Optional<String> binaryKind) {
    return new PlaceFormatException(
        binaryKind.isPresent()
            ? PlaceFormatException.Code.BINARY_FILE
            : PlaceFormatException.Code.FORMAT_UNRECOGNISED,
        "'%s' is %s: where it is a list of places, name its format with --format (%s)"
            .formatted(file, binaryKind.orElse("in no format that is known"), names()));
  }

  private String names() {
    return mostParticularFirst.stream()
        .map(DescriptionFormat::name)
        .sorted(Comparator.naturalOrder())
        .collect(Collectors.joining(", "));
  }
}
