package org.cairn.exchange.internal.arches;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.internal.json.FeatureFile;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.json.Problems;
import tools.jackson.databind.node.ObjectNode;

/**
 * Business data of <a href="https://www.archesproject.org/">Arches</a>, {@code
 * {"business_data":{"resources":[…]}}}. Stateless.
 *
 * <p>What a node means is in its resource model, which is not in the file. Geometries and relations
 * are told by their form; names and types are not, so they stay extras under their node's id.
 */
public final class ArchesFormat implements DescriptionFormat {
  @Override
  public String name() {
    return "arches";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String text = JsonSource.headText(head);
    return text.contains("\"business_data\"") && text.contains("\"tiles\"");
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    Problems problems = new Problems(file.toString(), sink);
    JsonSource.readWrapped(
        file,
        "business_data",
        "resources",
        problems,
        new JsonSource.Handler() {
          @Override
          public void element(ObjectNode resource) {
            new ArchesResource(resource, problems)
                .read()
                .ifPresent(place -> sink.place(place, problems.row()));
          }

          @Override
          public void collection(ObjectNode members) {
            FeatureFile.checkCollection(members, problems);
          }
        });
    problems.finish();
  }
}
