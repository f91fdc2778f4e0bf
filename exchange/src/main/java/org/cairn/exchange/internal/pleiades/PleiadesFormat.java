package org.cairn.exchange.internal.pleiades;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.json.Problems;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of <a href="https://pleiades.stoa.org/">Pleiades</a>: one place in a file, or a list of
 * them, or one a line. Stateless.
 */
public final class PleiadesFormat implements DescriptionFormat {
  @Override
  public String name() {
    return "pleiades";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String text = JsonSource.headText(head);
    return text.contains("pleiades.stoa.org/")
        && (text.contains("\"connectsWith\"") || text.contains("\"associationCertainty\""));
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    Problems problems = new Problems(file.toString(), sink);
    JsonSource.readObjects(
        file,
        problems,
        new JsonSource.Handler() {
          @Override
          public void element(ObjectNode place) {
            new PleiadesPlace(place, problems)
                .read()
                .ifPresent(read -> sink.place(read, problems.row()));
          }

          @Override
          public void collection(ObjectNode members) {}
        });
    problems.finish();
  }
}
