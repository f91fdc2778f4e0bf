package org.cairn.app.record;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.cairn.heritage.Place;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Draft;
import org.cairn.register.LedgerRecords;
import org.cairn.register.Workspace;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the ledger of a workspace says, read from its first entry to its last: what came later
 * stands. Single-thread.
 */
public final class WorkspaceIndex {
  private static final String CATALOG = "catalog";

  private final SequencedMap<String, List<Registered>> places = new LinkedHashMap<>();
  private final SequencedMap<String, Catalog> catalogs = new LinkedHashMap<>();
  private final SequencedMap<String, ObjectNode> runs = new LinkedHashMap<>();
  private final SequencedMap<String, AlertEntry> alerts = new LinkedHashMap<>();
  private final List<AlertEntry> unfinished = new ArrayList<>();

  private WorkspaceIndex() {}

  private record Registered(long index, Place place) {}

  /**
   * A list of images.
   *
   * @param href address or file
   * @param signer token endpoint for image addresses
   */
  public record Catalog(String name, String href, Optional<URI> signer) {
    /** The address is protected: it can hold a name of this machine. */
    public Draft draft() {
      ObjectNode record =
          JsonNodeFactory.instance.objectNode().put("type", CATALOG).put("name", name);
      record.put("href", href);
      signer.ifPresent(address -> record.put("sign", address.toString()));
      return new Draft(record, Set.of("href", "sign"), 2);
    }
  }

  /**
   * An alert as the ledger has it.
   *
   * @param index of its entry
   * @param record with its protected members
   */
  public record AlertEntry(long index, ObjectNode record) {
    public AlertEntry {
      record = record.deepCopy();
    }

    /** The record, a copy. */
    @Override
    public ObjectNode record() {
      return record.deepCopy();
    }

    public String id() {
      return text("alert");
    }

    public String run() {
      return text("run");
    }

    public String text(String member) {
      return record.path(member).asString("");
    }
  }

  public static WorkspaceIndex read(Workspace workspace) throws IOException, RefusedException {
    WorkspaceIndex index = new WorkspaceIndex();
    LedgerRecords.forEach(workspace, index::add);
    return index;
  }

  private void add(long index, ObjectNode record) {
    switch (record.path("type").asString("")) {
      case PlaceRecord.TYPE ->
          PlaceRecord.decode(record)
              .ifPresent(place ->
                  places
                      .computeIfAbsent(place.id(), id -> new ArrayList<>())
                      .add(new Registered(index, place)));
      case CATALOG -> {
        String name = record.path("name").asString("");
        PlaceRecord.text(record, "href")
            .ifPresent(href ->
                catalogs.put(
                    name,
                    new Catalog(name, href, PlaceRecord.text(record, "sign").map(URI::create))));
      }
      case RunRecords.ALERT -> unfinished.add(new AlertEntry(index, record));
      case RunRecords.RUN -> {
        String run = record.path("run").asString("");
        runs.put(run, record);
        unfinished.stream()
            .filter(alert -> alert.run().equals(run))
            .forEach(alert -> alerts.put(alert.id(), alert));
        unfinished.removeIf(alert -> alert.run().equals(run));
      }
      default -> {
        // Says nothing about places, catalogues, runs or alerts.
      }
    }
  }

  /** As they stand now, in the order they were first registered. */
  public List<Place> places() {
    return places.values().stream().map(history -> history.getLast().place()).toList();
  }

  public Optional<Place> findPlace(String id) {
    return Optional.ofNullable(places.get(id)).map(history -> history.getLast().place());
  }

  /** As it stood before an entry. */
  Optional<Place> findPlace(String id, long before) {
    return places.getOrDefault(id, List.of()).reversed().stream()
        .filter(registered -> registered.index() < before)
        .map(Registered::place)
        .findFirst();
  }

  public List<Catalog> catalogs() {
    return List.copyOf(catalogs.values());
  }

  public Optional<Catalog> findCatalog(String name) {
    return Optional.ofNullable(catalogs.get(name));
  }

  /** Of finished runs; each alert as the last run that raised it has it. */
  public List<AlertEntry> alerts() {
    return List.copyOf(alerts.values());
  }

  public Optional<AlertEntry> findAlert(String id) {
    return Optional.ofNullable(alerts.get(id));
  }

  Optional<ObjectNode> findRun(String run) {
    return Optional.ofNullable(runs.get(run));
  }
}
