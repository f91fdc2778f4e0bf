package org.cairn.app.web.review;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.record.RecordedAlert;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Registers;
import org.cairn.app.web.map.Sight;
import org.cairn.app.web.people.People;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Visibility;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.register.AlertHit;
import org.cairn.register.AlertRegister;
import org.cairn.register.Draft;
import org.cairn.register.EntryReader;
import org.cairn.register.PlaceVersion;
import org.cairn.register.Workspace;
import org.cairn.watch.PlaceResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Alerts and judgements as the pages need them; the register is opened when it is first asked for.
 * Thread-safe.
 */
final class Reviews implements AutoCloseable {
  /** A place's coverage stands before its alerts, of which it has a few. */
  private static final int MOST_ALERTS_BETWEEN = 64;

  private final Workspace workspace;
  private final Registers places;
  private final Desk desk;
  private final People people;
  private final FindingRule rule;
  private final BlobStore blobs;

  /** Guarded by this. */
  private @Nullable AlertRegister opened;

  Reviews(Workspace workspace, Registers places, Desk desk, People people)
      throws IOException, RefusedException {
    this.workspace = workspace;
    this.places = places;
    this.desk = desk;
    this.people = people;
    this.rule = workspace.findingRule();
    this.blobs = workspace.blobs();
  }

  /** Up to the newest checkpoint. */
  AlertRegister register() throws IOException, RefusedException {
    AlertRegister register;
    synchronized (this) {
      if (opened == null) {
        opened = AlertRegister.open(workspace);
        return opened;
      }
      register = opened;
    }
    register.catchUp();
    return register;
  }

  BlobStore blobs() {
    return blobs;
  }

  /** Of this node as it is now: where it has fewer organisations than the rule asks for, all. */
  FindingRule rule() throws IOException {
    return rule.among(Math.max(1, people.listOrganisations().size()));
  }

  /**
   * One alert with all that its page says.
   *
   * @param place with this alert only, and what was said of it in the same run
   * @param coverage entry that has it; empty where it was not found
   * @param located whether the viewer may see where the place lies, and so its pictures
   */
  record Opened(
      AlertHit hit,
      EntryReader.Entry entry,
      RecordedAlert recorded,
      PlaceResult place,
      Optional<Long> coverage,
      boolean located) {}

  Opened open(AlertRegister register, AlertHit hit, Sight sight)
      throws IOException, RefusedException {
    EntryReader.Entry entry = register.entries().read(hit.entry());
    RecordedAlert recorded = RecordedAlert.of(entry.record(), blobs);
    Optional<EntryReader.Entry> said = coverage(register.entries(), entry);
    Coverage coverage =
        said.map(one -> RecordedAlert.coverage(one.record()))
            .orElseGet(() ->
                Coverage.notWatched(
                    hit.place(),
                    Coverage.Status.UNREADABLE,
                    "",
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty()));
    Known known = place(hit.place(), sight);
    PlaceResult place =
        new PlaceResult(
            known.place(), coverage, List.of(recorded.evidence()), List.of(), List.of());
    return new Opened(
        hit, entry, recorded, place, said.map(EntryReader.Entry::index), known.located());
  }

  /** Of the same place in the same run: written right before its alerts. */
  private static Optional<EntryReader.Entry> coverage(EntryReader entries, EntryReader.Entry alert)
      throws IOException, RefusedException {
    ObjectNode record = alert.record();
    for (long index = alert.index() - 1;
        index >= Math.max(0, alert.index() - MOST_ALERTS_BETWEEN);
        index--) {
      EntryReader.Entry before = entries.read(index);
      ObjectNode said = before.record();
      if (!said.path("run").equals(record.path("run"))) {
        return Optional.empty();
      }
      if (said.path("type").asString("").equals("coverage")) {
        return said.path("place").equals(record.path("place"))
            ? Optional.of(before)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * A place as far as the viewer may know it.
   *
   * @param place with its names and nothing of where it lies
   * @param located whether that may be seen, and so pictures of its ground; of a place that the
   *     register does not have, only by those who may see all
   */
  record Known(Place place, boolean located) {
    static Known unknown(String id) {
      return new Known(Place.withoutLocation(id, List.of()), false);
    }
  }

  /** Places by id. */
  Map<String, Known> places(Collection<String> ids, Sight sight)
      throws IOException, RefusedException {
    return places.read(register -> {
      Map<String, Known> found = new LinkedHashMap<>();
      for (String id : ids) {
        Optional<PlaceDescription> place = register.find(id).map(PlaceVersion::place);
        found.put(
            id,
            new Known(
                Place.withoutLocation(id, place.map(Reviews::names).orElse(List.of())),
                place.map(sight::locates).orElse(sight.exact())));
      }
      return found;
    });
  }

  Known place(String id, Sight sight) throws IOException, RefusedException {
    return places(List.of(id), sight).values().iterator().next();
  }

  /** Whether everyone may see where a place lies. */
  boolean isOpen(String id) throws IOException, RefusedException {
    return place(id, new Sight(false, true, false, List.of())).located();
  }

  private static List<PlaceName> names(PlaceDescription place) {
    return place.names().stream()
        .map(name -> new PlaceName(name.text(), name.language(), Optional.empty()))
        .toList();
  }

  /**
   * What a reviewer says, to be signed.
   *
   * @param filled without anything wrong
   * @param read whether the reviewer was shown others' views before, as a reader
   * @throws IllegalArgumentException where a code in it is none
   */
  static Judgement judgement(
      Reviewer reviewer,
      AlertHit hit,
      Filled filled,
      boolean read,
      List<RecordedJudgement> before) {
    String person = reviewer.person();
    boolean revealed =
        Visibility.isRevealedTo(person, before)
            && before.stream().anyMatch(each -> !each.person().equals(person));
    return filled.judgement(hit.alert(), hit.entry(), reviewer.author(), read || revealed);
  }

  /** Adds a signed judgement to the ledger. */
  AlertRegister.Judged judge(AlertRegister register, Draft signed)
      throws IOException, RefusedException {
    return desk.write(writer -> register.judge(writer, rule(), signed));
  }

  @Override
  public synchronized void close() throws RefusedException {
    if (opened != null) {
      opened.close();
    }
  }
}
