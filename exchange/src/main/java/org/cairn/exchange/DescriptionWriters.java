package org.cairn.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cairn.exchange.internal.csv.CsvWriter;
import org.cairn.exchange.internal.geopackage.GeoPackageWriter;

/** The formats that descriptions of places are written in, by name. */
public final class DescriptionWriters {
  private DescriptionWriters() {}

  public static List<DescriptionWriter> list() {
    List<DescriptionWriter> writers = new ArrayList<>(JsonFormats.writers());
    writers.add(new CsvWriter());
    writers.add(new GeoPackageWriter());
    return List.copyOf(writers);
  }

  /**
   * @param name as in {@code --format}
   * @throws PlaceFormatException {@code FORMAT_UNKNOWN}, with the names there are
   */
  public static DescriptionWriter named(String name) throws PlaceFormatException {
    return list().stream()
        .filter(writer -> writer.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new PlaceFormatException(
                PlaceFormatException.Code.FORMAT_UNKNOWN,
                "There is no format '%s' to write: choose one of %s"
                    .formatted(
                        name,
                        list().stream()
                            .map(DescriptionWriter::name)
                            .sorted()
                            .collect(Collectors.joining(", ")))));
  }
}
