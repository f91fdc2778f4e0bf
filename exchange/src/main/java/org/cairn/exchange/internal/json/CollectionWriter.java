package org.cairn.exchange.internal.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.NotCarried;
import org.cairn.heritage.place.PlaceDescription;
import tools.jackson.databind.node.ObjectNode;

/**
 * A FeatureCollection with one feature a line, so that two files can be compared by their lines.
 */
public final class CollectionWriter {
  private CollectionWriter() {}

  /**
   * @param head what comes before the features, without braces: {@code "type":"FeatureCollection"}
   * @param feature makes one and adds what it cannot hold to the list
   */
  public static List<NotCarried> write(
      Iterable<PlaceDescription> places,
      Path file,
      String head,
      BiFunction<PlaceDescription, List<NotCarried>, ObjectNode> feature)
      throws IOException {
    return write(places, file, head, "features", feature);
  }

  /** As above, with another name for the list. */
  public static List<NotCarried> write(
      Iterable<PlaceDescription> places,
      Path file,
      String head,
      String list,
      BiFunction<PlaceDescription, List<NotCarried>, ObjectNode> feature)
      throws IOException {
    List<NotCarried> lost = new ArrayList<>();
    AtomicFiles.write(
        file,
        out -> {
          line(out, "{" + head + ",\"" + list + "\":[");
          String before = "\n";
          for (PlaceDescription place : places) {
            line(out, before + Json.text(feature.apply(place, lost)));
            before = ",\n";
          }
          line(out, "\n]}\n");
        });
    return lost;
  }

  private static void line(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
