package org.cairn.app.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.codec.ContributionCodec;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.contribution.ContributionEntry;
import org.cairn.heritage.contribution.DescriptionEntry;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.StatementKind;
import org.cairn.register.ContributionRecords;
import org.cairn.register.PlaceRecords;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places to which people added where they are or what they are called, put together as the register
 * does. Only these are kept whole while the ledger is read. Single-thread.
 */
final class ContributedPlaces {
  private static final Set<String> WATCHED =
      Set.of(StatementKind.NAME.member(), StatementKind.GEOMETRY.member());

  private final Set<String> ids;
  private final Map<String, PlaceHistory> histories = new HashMap<>();
  private final Map<String, List<PlaceRecord.Registered>> places = new HashMap<>();

  ContributedPlaces(Set<String> ids) {
    this.ids = Set.copyOf(ids);
  }

  /** The place of a contribution that may change what is watched of it. */
  static Optional<String> placeOf(ObjectNode contribution) {
    return WATCHED.contains(contribution.path("kind").asString("")) || contribution.has("replaces")
        ? PlaceRecord.text(contribution, "place")
        : Optional.empty();
  }

  /** Takes the ledger's records in their order. */
  void add(long index, ObjectNode record) {
    String id = record.path("place").asString("");
    if (!ids.contains(id)) {
      return;
    }
    switch (record.path("type").asString("")) {
      case PlaceRecords.TYPE -> describe(index, id, record);
      case ContributionRecords.TYPE -> contribute(index, id, record);
      default -> {
        // Says nothing of what the place is.
      }
    }
  }

  private void describe(long index, String id, ObjectNode record) {
    PlaceDescription place;
    try {
      place = PlaceRecords.decode(record);
    } catch (MalformedRecordException | IllegalArgumentException toldByTheRegister) {
      return;
    }
    var described = new DescriptionEntry(index, Optional.empty(), place, Optional.empty());
    PlaceHistory before = histories.get(id);
    PlaceHistory now = before == null ? PlaceHistory.of(described) : before.with(described);
    histories.put(id, now);
    if (now.standing().isEmpty()) {
      PlaceRecord.decode(index, record).ifPresent(this::keep);
    } else {
      keep(PlaceRecord.of(index, now.place()));
    }
  }

  private void contribute(long index, String id, ObjectNode record) {
    PlaceHistory before = histories.get(id);
    if (before == null) {
      return;
    }
    try {
      Contribution contribution = ContributionCodec.decode(record);
      PlaceHistory now = before.with(new ContributionEntry(index, Optional.empty(), contribution));
      histories.put(id, now);
      if (placeOf(record).isPresent()) {
        keep(PlaceRecord.of(index, now.place()));
      }
    } catch (MalformedRecordException | IllegalArgumentException toldByTheRegister) {
      // It does not count.
    }
  }

  private void keep(PlaceRecord.Registered place) {
    places.computeIfAbsent(place.id(), each -> new ArrayList<>()).add(place);
  }

  /** Of each place what was registered, the oldest first. */
  Map<String, List<PlaceRecord.Registered>> places() {
    return places;
  }
}
