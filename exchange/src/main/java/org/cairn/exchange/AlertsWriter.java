package org.cairn.exchange;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.exchange.internal.AlertJson;

/**
 * Writes alerts.geojson: a FeatureCollection in WGS 84 (RFC 7946), an alert a feature, with the
 * member {@code places} saying what could have been seen at each place asked for, and {@code run},
 * {@code scenes} and {@code problems} saying how the result came about.
 *
 * <p>Of a place without location, known from pictures alone, {@code geometry} is null, and the
 * properties have {@code outline_px} (a polygon in columns and rows of the pictures, from their
 * upper left corner) and {@code area_px}; {@code area_m2} is null where the ground size of a pixel
 * is not known, and {@code area_px} stands beside it in {@code smallest_detectable} too.
 *
 * <p>The same values always give the same bytes. A feature or place stands on one line, so that two
 * runs can be compared line by line.
 */
public final class AlertsWriter {
  private AlertsWriter() {}

  /**
   * Writes the file as a whole or not at all.
   *
   * @throws IllegalArgumentException when a value cannot be written: a number that is not finite,
   *     an outline that is no polygon or outside WGS 84, two changes of one band, a direction
   *     twice; nothing is written then
   * @throws IOException as {@link AtomicFiles#write}
   */
  public static void write(Path file, AlertsDocument document) throws IOException {
    List<String> lines = lines(document);
    AtomicFiles.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          for (String line : lines) {
            writer.write(line);
            writer.write('\n');
          }
          writer.flush();
        });
  }

  private static List<String> lines(AlertsDocument document) {
    List<String> lines = new ArrayList<>();
    lines.add("{\"type\": \"FeatureCollection\",");
    addArray("features", document.alerts().stream().map(AlertJson::feature).toList(), lines, ",");
    addArray("places", document.places().stream().map(AlertJson::place).toList(), lines, ",");
    lines.add("\"run\": " + AlertJson.settings(document.run().settings()) + ",");
    addArray("scenes", document.run().scenes().stream().map(AlertJson::scene).toList(), lines, ",");
    addArray(
        "problems", document.run().problems().stream().map(AlertJson::problem).toList(), lines, "");
    lines.add("}");
    return lines;
  }

  private static void addArray(String name, List<String> values, List<String> lines, String end) {
    if (values.isEmpty()) {
      lines.add("\"" + name + "\": []" + end);
      return;
    }
    lines.add("\"" + name + "\": [");
    for (int i = 0; i < values.size(); i++) {
      lines.add(values.get(i) + (i + 1 < values.size() ? "," : ""));
    }
    lines.add("]" + end);
  }
}
