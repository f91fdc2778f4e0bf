package org.cairn.app.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.cairn.heritage.Coverage;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.register.LedgerRecords;
import org.cairn.register.Workspace;
import org.cairn.watch.AreaUse;
import tools.jackson.databind.node.ObjectNode;

/** All that the ledger has of one finished run. Nobody changes its nodes. */
final class RecordedRun {
  private final String name;
  private final List<ObjectNode> scenes = new ArrayList<>();
  private final SequencedMap<String, ObjectNode> coverages = new LinkedHashMap<>();
  private final SequencedMap<String, WorkspaceIndex.AlertEntry> alerts = new LinkedHashMap<>();
  private ObjectNode summary;
  private long entry = -1;

  private RecordedRun(String name, ObjectNode summary) {
    this.name = name;
    this.summary = summary;
  }

  /**
   * @throws RefusedException {@code run-unknown}; {@code run-unfinished} for one that was broken
   *     off; {@code run-incomplete} where there are not as many records as its own record says
   */
  static RecordedRun read(Workspace workspace, WorkspaceIndex index, String name)
      throws IOException, RefusedException {
    Optional<ObjectNode> known = index.findRun(name);
    if (known.isEmpty()) {
      throw unknown(index, name);
    }
    RecordedRun run = new RecordedRun(name, known.get());
    LedgerRecords.forEach(workspace, run::add);
    run.requireWhole();
    return run;
  }

  private static RefusedException unknown(WorkspaceIndex index, String name) {
    String where = "run '" + name + "'";
    return new RefusedException(
        index.unfinished().stream().anyMatch(one -> one.run().equals(name))
            ? new Fault(
                "run-unfinished",
                where,
                "it was broken off while it was written, so its records do not count; run 'cairn"
                    + " watch' again")
            : new Fault(
                "run-unknown", where, "the ledger has no such run; 'cairn alert list' names some"));
  }

  private void add(long index, ObjectNode record) {
    if (!record.path("run").asString("").equals(name)) {
      return;
    }
    switch (record.path("type").asString("")) {
      case RunRecords.SCENE -> scenes.add(record);
      case RunRecords.COVERAGE -> coverages.put(record.path("place").asString(""), record);
      case RunRecords.ALERT -> {
        var alert = new WorkspaceIndex.AlertEntry(index, record);
        alerts.put(alert.id(), alert);
      }
      case RunRecords.RUN -> {
        summary = record;
        entry = index;
      }
      default -> {
        // Names the run, but is none of its parts.
      }
    }
  }

  private void requireWhole() throws RefusedException {
    require("scenes", scenes.size());
    require("places", coverages.size());
    require("alerts", alerts.size());
  }

  private void require(String what, int found) throws RefusedException {
    int expected = summary.path(what).asInt(-1);
    if (expected != found) {
      throw RefusedException.expected(
          "run-incomplete", "run '" + name + "'", expected + " " + what, found + " in the ledger");
    }
  }

  String name() {
    return name;
  }

  /** Index of the run's own record. */
  long entry() {
    return entry;
  }

  /** The run's own record. */
  ObjectNode summary() {
    return summary;
  }

  List<ObjectNode> scenes() {
    return scenes;
  }

  /** By place. */
  SequencedMap<String, ObjectNode> coverages() {
    return coverages;
  }

  /** By id. */
  SequencedMap<String, WorkspaceIndex.AlertEntry> alerts() {
    return alerts;
  }

  /** Whether it was written in the form that had no digests of single ranges. */
  boolean isEarlierForm() {
    return !summary.has("software");
  }

  /** Where a place was judged; empty where it lay on no image, or the vault lost it. */
  Optional<AreaUse> findArea(String place) {
    ObjectNode coverage = coverages.get(place);
    return coverage == null || !coverage.path("area").isObject()
        ? Optional.empty()
        : Optional.of(AreaRecord.decode(coverage.path("area")));
  }

  /** Whether the place was judged on images, so that there was an area. */
  boolean hadArea(String place) {
    ObjectNode coverage = coverages.get(place);
    return coverage != null && coverage.path("acquisitions").asInt(0) > 0;
  }

  /** Whether nobody said where the place was, so that there was nothing to compute. */
  boolean hadNoGeometry(String place) {
    ObjectNode coverage = coverages.get(place);
    return coverage != null
        && coverage.path("status").asString("").equals(Coverage.Status.NO_GEOMETRY.code());
  }
}
