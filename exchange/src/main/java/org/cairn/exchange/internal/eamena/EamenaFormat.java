package org.cairn.exchange.internal.eamena;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TermLists;
import org.cairn.exchange.internal.json.FeatureFile;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import tools.jackson.databind.node.ObjectNode;

/**
 * GeoJSON as <a href="https://database.eamena.org/">EAMENA</a> exports it: about 100 flat columns,
 * several values in one cell, and a place as several features, one for each of its geometries. The
 * file is read twice: first for where the last feature of each place stands, then a place is handed
 * on at its last feature; in memory are ids, and the places that are not yet complete. Stateless.
 */
public final class EamenaFormat implements DescriptionFormat {
  @Override
  public String name() {
    return "eamena";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String text = JsonSource.headText(head);
    return text.contains("\"features\"") && text.contains("\"EAMENA ID\"");
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    Problems problems = new Problems(file.toString(), sink);
    if (FeatureFile.isInAnotherSystem(file, problems)) {
      return;
    }
    Map<String, Integer> lastRows = lastRows(file);
    Merging merging = new Merging(lastRows, problems, sink);
    JsonSource.readFeatures(file, problems, merging);
    merging.finish();
    problems.finish();
  }

  private static Map<String, Integer> lastRows(Path file) throws IOException {
    Map<String, Integer> lastRows = new HashMap<>();
    Problems silent = new Problems(file.toString(), NOBODY);
    JsonSource.readFeatures(
        file,
        silent,
        new JsonSource.Handler() {
          @Override
          public void element(ObjectNode feature) {
            EamenaRow.id(feature).ifPresent(id -> lastRows.put(id, silent.row()));
          }

          @Override
          public void collection(ObjectNode members) {}
        });
    return lastRows;
  }

  /** The first reading; the second says everything. */
  private static final DescriptionSink NOBODY =
      new DescriptionSink() {
        @Override
        public void place(PlaceDescription place, int row) {}

        @Override
        public void problem(RowProblem problem) {
          // Said in the second reading.
        }
      };

  /** What is known of a place whose last feature is still to come. */
  private record Open(
      int row, Set<Statement> statements, Set<Extra> extras, Set<String> conditions) {
    Open(int row) {
      this(row, new LinkedHashSet<>(), new LinkedHashSet<>(), new HashSet<>());
    }
  }

  private static final class Merging implements JsonSource.Handler {
    private final Map<String, Integer> lastRows;
    private final Problems problems;
    private final DescriptionSink sink;
    private final EamenaWords words = new EamenaWords(TermLists.NONE);
    private final Map<String, Open> places = new HashMap<>();

    Merging(Map<String, Integer> lastRows, Problems problems, DescriptionSink sink) {
      this.lastRows = lastRows;
      this.problems = problems;
      this.sink = sink;
    }

    @Override
    public void element(ObjectNode feature) {
      Optional<String> id = EamenaRow.id(feature);
      if (id.isEmpty()) {
        problems.refuse(
            Code.FEATURE_MALFORMED,
            "EAMENA ID",
            "",
            "The feature has no EAMENA ID.",
            "an identifier such as EAMENA-0207209",
            "Export it with this column.");
        return;
      }
      Open open = places.computeIfAbsent(id.get(), key -> new Open(problems.row()));
      EamenaRow row = new EamenaRow(feature, words, problems);
      row.read(open.conditions());
      open.statements().addAll(row.statements());
      open.extras().addAll(row.extras());
      if (lastRows.getOrDefault(id.get(), 0) <= problems.row()) {
        places.remove(id.get());
        hand(id.get(), open);
      }
    }

    @Override
    public void collection(ObjectNode members) {
      FeatureFile.checkCollection(members, problems);
    }

    /** Places whose last feature was met in the first reading only. */
    void finish() {
      new TreeMap<>(places).forEach(this::hand);
    }

    private void hand(String id, Open open) {
      List<Statement> statements = new ArrayList<>(open.statements());
      try {
        sink.place(
            new PlaceDescription(
                id, statements, Sensitivity.PUBLIC, new ArrayList<>(open.extras())),
            open.row());
      } catch (IllegalArgumentException e) {
        problems.refuse(
            Code.FEATURE_MALFORMED,
            "EAMENA ID",
            id,
            e.getMessage() + ".",
            "an identifier such as EAMENA-0207209",
            "Correct it.");
      }
    }
  }
}
