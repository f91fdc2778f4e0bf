package org.cairn.register;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister.Added;
import org.cairn.register.RegisterFollower.Known;
import tools.jackson.databind.node.ObjectNode;

/**
 * Descriptions of places on their way into the ledger and the register, any number, a batch at a
 * time. While the caller reads on, all cores work out what the next batches say ({@link
 * PlaceRows}), one thread compares them with what is known and adds them to the ledger, and another
 * puts what was added into the tables ({@link RegisterFollower}). For one thread.
 *
 * <p>What {@link #added} counts is in the ledger and forced. Where this breaks off, what was added
 * stays, and the register catches up when it is next opened.
 */
public final class PlaceAdding implements AutoCloseable {
  /** Places in one step of the log. */
  private static final int BATCH = 1_000;

  /** About as many bytes in one step; one place may have a million positions. */
  private static final long BATCH_WEIGHT = 4L << 20;

  private final LedgerWriter writer;
  private final RegisterFollower follower;
  private final Ahead<List<Said>> ahead = new Ahead<>("cairn-places-");
  private final Worker ledger = new Worker("cairn-ledger", () -> {});

  private List<PlaceDescription> batch = new ArrayList<>(BATCH);
  private long weight;
  private volatile Added added = Added.NONE;

  /**
   * What the last additions said, by id, its digest: as many as the tables may have lacked when
   * they were asked. Of the ledger's thread.
   */
  private final Deque<Map<String, String>> onTheWay = new ArrayDeque<>();

  /** Additions that left {@link #onTheWay}. Of the ledger's thread. */
  private long arrived;

  /** For a register that is up to date. */
  PlaceAdding(Workspace workspace, LedgerWriter writer) {
    this.writer = writer;
    this.follower = new RegisterFollower(workspace);
  }

  /**
   * Takes a place. One that is said already adds nothing; one of a known id becomes its newest
   * version.
   *
   * @throws RefusedException as {@link LedgerWriter#append} and {@link PlaceRegister#open}, of this
   *     or of an earlier place
   */
  public void add(PlaceDescription place) throws IOException, RefusedException {
    batch.add(place);
    weight += Weight.of(place);
    if (batch.size() == BATCH || weight >= BATCH_WEIGHT) {
      send();
    }
  }

  /** What has become of the places that are in the ledger by now, or were there before. */
  public Added added() {
    return added;
  }

  /**
   * Waits until all places are in the ledger and in the tables.
   *
   * @return what has become of all of them
   * @throws RefusedException as {@link #add}; {@link #added} says how far it came
   */
  public Added finish() throws IOException, RefusedException {
    if (!batch.isEmpty()) {
      send();
    }
    while (!ahead.isEmpty()) {
      hand();
    }
    ledger.finish();
    follower.finish();
    return added;
  }

  /**
   * What a description says.
   *
   * @param json as {@link PlaceCodec} makes it
   */
  private record Said(PlaceRows rows, ObjectNode json) {
    static Said of(PlaceDescription place) {
      ObjectNode json = PlaceCodec.encode(place);
      return new Said(PlaceRows.of(place, json), json);
    }
  }

  private void send() throws IOException, RefusedException {
    List<PlaceDescription> places = batch;
    batch = new ArrayList<>(BATCH);
    weight = 0;
    ahead.give(() -> places.stream().map(Said::of).toList());
    if (ahead.isFull()) {
      hand();
    }
  }

  private void hand() throws IOException, RefusedException {
    List<Said> said = ahead.take();
    Future<Known> known = follower.ask(said.stream().map(each -> each.rows.place()).toList());
    ledger.give(() -> append(said, known));
  }

  /** On the ledger's thread. */
  private void append(List<Said> batch, Future<Known> asked) throws IOException, RefusedException {
    Map<String, String> known = known(asked);
    Map<String, String> now = new HashMap<>();
    List<Said> fresh = new ArrayList<>();
    int isNew = 0;
    for (Said said : batch) {
      String digest = said.rows.sha256();
      Optional<String> before = Optional.ofNullable(known.put(said.rows.place(), digest));
      if (!before.equals(Optional.of(digest))) {
        fresh.add(said);
        isNew += before.isEmpty() ? 1 : 0;
        now.put(said.rows.place(), digest);
      }
    }
    if (!fresh.isEmpty()) {
      LedgerWriter.AppendedRecords appended =
          writer.appendRecords(fresh.stream().map(each -> PlaceRecords.draft(each.json)).toList());
      onTheWay.add(now);
      follower.follow(appended, fresh.stream().map(Said::rows).toList());
    }
    added = added.plus(new Added(isNew, fresh.size() - isNew, batch.size() - fresh.size()));
  }

  /** What the tables said when they were asked, and what was added since. */
  private Map<String, String> known(Future<Known> asked) throws IOException, RefusedException {
    Known answer = Ahead.get(asked);
    for (; arrived < answer.taken(); arrived++) {
      onTheWay.remove();
    }
    Map<String, String> known = new HashMap<>(answer.digests());
    onTheWay.forEach(known::putAll);
    return known;
  }

  /** Gives up what is not on its way into the ledger yet, and waits for the rest. */
  @Override
  public void close() throws IOException, RefusedException {
    try (follower;
        ledger;
        ahead) {
      batch = List.of();
    }
  }
}
