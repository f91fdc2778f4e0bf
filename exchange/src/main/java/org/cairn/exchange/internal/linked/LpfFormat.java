package org.cairn.exchange.internal.linked;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.internal.json.FeatureFile;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.json.Problems;

/**
 * The <a href="https://github.com/LinkedPasts/linked-places-format">Linked Places Format</a>, a
 * collection, one feature, or one feature a line. Stateless.
 */
public final class LpfFormat implements DescriptionFormat {
  private static final Pattern MARKS =
      Pattern.compile(
          "linked-?places|\"(toponym|timespans?|relationType|fclasses|ccodes?|geowkt|geo_wkt)\"\\s*:");

  @Override
  public String name() {
    return "lpf";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String text = JsonSource.headText(head);
    return text.contains("\"@id\"") && text.contains("Feature") && MARKS.matcher(text).find();
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    Problems problems = new Problems(file.toString(), sink);
    LpfReader reader = new LpfReader(problems);
    FeatureFile.read(file, problems, sink, reader::read);
  }
}
