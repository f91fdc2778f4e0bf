package org.cairn.app.record;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.heritage.Place;
import org.cairn.ledger.RefusedException;
import org.cairn.register.ContributionRecords;
import org.cairn.register.Draft;
import org.cairn.register.LedgerRecords;
import org.cairn.register.PlaceRecords;
import org.cairn.register.Workspace;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the ledger of a workspace says, read from its first entry to its last: what came later
 * stands. Single-thread.
 */
public final class WorkspaceIndex {
  private static final String CATALOG = "catalog";

  private final SequencedMap<String, List<PlaceRecord.Registered>> places = new LinkedHashMap<>();
  private final SequencedMap<String, Catalog> catalogs = new LinkedHashMap<>();

  /** Names of catalogues that are not used any more. */
  private final Set<String> retired = new HashSet<>();

  private final SequencedMap<String, ObjectNode> runs = new LinkedHashMap<>();
  private final SequencedMap<String, AlertEntry> alerts = new LinkedHashMap<>();

  /** Records since seen of runs whose own record is not there yet. */
  private final SequencedMap<String, Unfinished> unfinished = new LinkedHashMap<>();

  private final SequencedMap<String, List<AlertEntry>> pending = new LinkedHashMap<>();

  /** Places of which people said otherwise where they are or what they are called. */
  private final Set<String> contributed = new HashSet<>();

  /** Entries that were read. */
  private long size;

  private WorkspaceIndex() {}

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

  /**
   * A run that was broken off while it was written: none of its records counts.
   *
   * @param records of which there are so many
   * @param firstEntry index of the first of them
   */
  public record Unfinished(String run, long records, long firstEntry) {
    private Unfinished more() {
      return new Unfinished(run, records + 1, firstEntry);
    }
  }

  /**
   * That a catalogue is not used any more; one added under its name later is.
   *
   * @param name of the catalogue
   */
  public static Draft retirement(String name) {
    ObjectNode record =
        JsonNodeFactory.instance.objectNode().put("type", CATALOG).put("name", name);
    return Draft.open(record.put("retired", true));
  }

  /** The catalogues alone, empty for those that were retired; keeps nothing else in memory. */
  public static SequencedMap<String, Optional<Catalog>> readCatalogs(Workspace workspace)
      throws IOException, RefusedException {
    SequencedMap<String, Optional<Catalog>> all = new LinkedHashMap<>();
    LedgerRecords.forEach(
        workspace,
        (index, record) -> {
          if (record.path("type").asString("").equals(CATALOG)) {
            WorkspaceIndex one = new WorkspaceIndex();
            one.add(index, record);
            String name = record.path("name").asString("");
            if (isRetirement(record) || one.findCatalog(name).isPresent()) {
              all.put(name, one.findCatalog(name));
            }
          }
        });
    return all;
  }

  /** Whether a run was written to its end; keeps nothing in memory. */
  public static boolean hasRun(Workspace workspace, String run)
      throws IOException, RefusedException {
    boolean[] found = {false};
    LedgerRecords.forEach(
        workspace,
        (index, record) ->
            found[0] |=
                record.path("type").asString("").equals(RunRecords.RUN)
                    && record.path("run").asString("").equals(run));
    return found[0];
  }

  private static boolean isRetirement(ObjectNode record) {
    return record.path("retired").asBoolean(false);
  }

  public static WorkspaceIndex read(Workspace workspace) throws IOException, RefusedException {
    WorkspaceIndex index = new WorkspaceIndex();
    LedgerRecords.forEach(workspace, index::add);
    if (!index.contributed.isEmpty()) {
      index.readContributed(workspace);
    }
    return index;
  }

  /** A second time, for those places alone: so few are in memory with everything said of them. */
  private void readContributed(Workspace workspace) throws IOException, RefusedException {
    ContributedPlaces merged = new ContributedPlaces(contributed);
    LedgerRecords.forEach(
        workspace,
        (index, record) -> {
          if (index < size) {
            merged.add(index, record);
          }
        });
    places.putAll(merged.places());
  }

  private void add(long index, ObjectNode record) {
    size = index + 1;
    switch (record.path("type").asString("")) {
      case PlaceRecords.TYPE ->
          PlaceRecord.decode(index, record)
              .ifPresent(
                  place -> places.computeIfAbsent(place.id(), id -> new ArrayList<>()).add(place));
      case ContributionRecords.TYPE ->
          ContributedPlaces.placeOf(record).filter(places::containsKey).ifPresent(contributed::add);
      case CATALOG -> {
        String name = record.path("name").asString("");
        if (isRetirement(record)) {
          retired.add(name);
        }
        PlaceRecord.text(record, "href")
            .ifPresent(href -> {
              retired.remove(name);
              catalogs.put(
                  name, new Catalog(name, href, PlaceRecord.text(record, "sign").map(URI::create)));
            });
      }
      case RunRecords.ALERT -> {
        AlertEntry alert = new AlertEntry(index, record);
        pending.computeIfAbsent(alert.run(), run -> new ArrayList<>()).add(alert);
        addPart(index, alert.run());
      }
      case RunRecords.SCENE, RunRecords.COVERAGE -> addPart(index, record.path("run").asString(""));
      case RunRecords.RUN -> {
        String run = record.path("run").asString("");
        runs.put(run, record);
        unfinished.remove(run);
        List<AlertEntry> raised = pending.remove(run);
        if (raised != null) {
          raised.forEach(alert -> alerts.put(alert.id(), alert));
        }
      }
      default -> {
        // Says nothing about places, catalogues, runs or alerts.
      }
    }
  }

  private void addPart(long index, String run) {
    unfinished.merge(run, new Unfinished(run, 1, index), (before, one) -> before.more());
  }

  /** That can be watched, as they stand now, in the order they were first registered. */
  public List<Place> places() {
    return newest().map(PlaceRecord.Registered::watched).flatMap(Optional::stream).toList();
  }

  /**
   * A place that cannot be watched.
   *
   * @param why one sentence
   */
  public record Unwatched(String place, String why) {}

  /** Places of which nobody says where they are, or not so that they could be watched. */
  public List<Unwatched> unwatched() {
    return newest()
        .filter(place -> place.watched().isEmpty())
        .map(place -> new Unwatched(place.id(), place.whyNot()))
        .toList();
  }

  private Stream<PlaceRecord.Registered> newest() {
    return places.values().stream().map(List::getLast);
  }

  /** Index of the newest entry about a place. */
  Optional<Long> findPlaceEntry(String id) {
    return Optional.ofNullable(places.get(id)).map(history -> history.getLast().index());
  }

  /** As it stood before an entry. */
  Optional<Place> findPlace(String id, long before) {
    return places.getOrDefault(id, List.of()).reversed().stream()
        .filter(registered -> registered.index() < before)
        .findFirst()
        .flatMap(PlaceRecord.Registered::watched);
  }

  public List<Catalog> catalogs() {
    return catalogs.values().stream().filter(one -> !retired.contains(one.name())).toList();
  }

  /** One that is used. */
  public Optional<Catalog> findCatalog(String name) {
    return findCatalogEver(name).filter(one -> !retired.contains(name));
  }

  /** Also one that was retired: what runs over it found can be computed again. */
  public Optional<Catalog> findCatalogEver(String name) {
    return Optional.ofNullable(catalogs.get(name));
  }

  /** Of finished runs; each alert as the last run that raised it has it. */
  public List<AlertEntry> alerts() {
    return List.copyOf(alerts.values());
  }

  public Optional<AlertEntry> findAlert(String id) {
    return Optional.ofNullable(alerts.get(id));
  }

  /** As one entry has it; empty where it has nothing to watch, or the vault lost it. */
  Optional<Place> findPlaceAt(String id, long entry) {
    return places.getOrDefault(id, List.of()).stream()
        .filter(registered -> registered.index() == entry)
        .findFirst()
        .flatMap(PlaceRecord.Registered::watched);
  }

  /** Name of the run that was finished last. */
  public Optional<String> findLastRun() {
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.lastEntry().getKey());
  }

  /** In the order of their first entries. A run that is being written just now is one of them. */
  public List<Unfinished> unfinished() {
    return List.copyOf(unfinished.values());
  }

  Optional<ObjectNode> findRun(String run) {
    return Optional.ofNullable(runs.get(run));
  }
}
