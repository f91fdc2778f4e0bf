package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.Atlas;
import org.cairn.app.web.map.ShownName;
import org.cairn.app.web.map.Sight;
import org.cairn.heritage.review.Finding;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.register.PlaceCard;
import org.cairn.register.WatchNews;

/**
 * Makes the digests that are due. Each is kept in the step in which its subscription moves on; a
 * server that was stopped tells everything since in one. Thread-safe.
 */
final class DigestMaker {
  private static final System.Logger LOG = System.getLogger(DigestMaker.class.getName());

  /** Of each kind; the rest is counted. */
  private static final int LISTED = 50;

  /** Digests that are kept in one step. */
  private static final int AT_ONCE = 200;

  private static final int ID_LENGTH = 24;

  private final NewsStore store;
  private final Journal journal;
  private final Registers registers;
  private final Atlas atlas;
  private final Rights rights;
  private final Telling telling;
  private final InstantSource clock;

  DigestMaker(
      NewsStore store,
      Journal journal,
      Registers registers,
      Atlas atlas,
      Rights rights,
      Telling telling,
      InstantSource clock) {
    this.store = store;
    this.journal = journal;
    this.registers = registers;
    this.atlas = atlas;
    this.rights = rights;
    this.telling = telling;
    this.clock = clock;
  }

  /** Who the owner of a subscription is now, if they may be told anything. */
  @FunctionalInterface
  interface Rights {
    Optional<Viewer> find(Subscription of) throws IOException;
  }

  /** Is told which alerts somebody who does not judge learns the findings of. */
  @FunctionalInterface
  interface Telling {
    void note(String person, List<String> alerts) throws IOException;
  }

  /** A digest, and how far it tells. */
  private record Made(
      Subscription of,
      Optional<Digest> digest,
      long seen,
      long row,
      Instant due,
      List<String> found) {}

  /**
   * Those that are due now.
   *
   * @return how many were made
   */
  synchronized int round() throws IOException, RefusedException {
    long newest = journal.catchUp();
    Instant now = clock.instant();
    mendDues(now);
    List<Subscription> due = store.due(now, newest);
    if (due.isEmpty()) {
      return 0;
    }
    Board board = board(due);
    int count = 0;
    List<Made> made = new ArrayList<>();
    for (Subscription each : due) {
      Optional<Viewer> owner = rights.find(each);
      if (owner.isEmpty()) {
        store.stop(each.id(), Subscription.State.ENDED, "owner", "");
        continue;
      }
      try {
        made.add(make(board, each, owner.get(), newest, now));
      } catch (RuntimeException e) {
        // The others' digests do not wait for one that cannot be made; its page says so.
        LOG.log(System.Logger.Level.ERROR, "No digest for subscription " + each.id(), e);
        store.stop(each.id(), Subscription.State.PAUSED, "failed", "");
      }
      if (made.size() == AT_ONCE) {
        count += keep(made);
        made.clear();
      }
    }
    return count + keep(made);
  }

  /** Once a clock that went far ahead is right again, digests are due as it says. */
  private void mendDues(Instant now) throws IOException {
    for (Subscription each : store.tooFar(now)) {
      Instant due = each.wish().schedule().next(now);
      store.set(each.id(), each.standing().state(), "", "", due);
    }
  }

  private Board board(List<Subscription> due) throws IOException, RefusedException {
    long since = due.stream().mapToLong(one -> one.standing().seen()).min().orElse(0);
    return Board.of(registers, atlas, journal.after(since));
  }

  private Made make(Board board, Subscription of, Viewer owner, long newest, Instant now)
      throws IOException, RefusedException {
    Subscription.Wish wish = of.wish();
    Digest digest = digest(board, of, owner, now, id(of), false);
    boolean told = digest.count() > 0 || !wish.onlyNews() && !wish.schedule().isAtOnce();
    List<String> found = new ArrayList<>();
    if (told && !owner.may(Right.JUDGE)) {
      for (Digest.Part part : digest.parts()) {
        if (part.kind() != Digest.Kind.RAISED && part.kind() != Digest.Kind.STOPPED) {
          part.items().forEach(item -> found.add(item.alert()));
        }
      }
    }
    return new Made(
        of,
        told ? Optional.of(digest) : Optional.empty(),
        newest,
        told ? board.row() : of.standing().row(),
        wish.schedule().next(now),
        found);
  }

  private int keep(List<Made> made) throws IOException {
    for (Made one : made) {
      telling.note(one.of().person(), one.found());
    }
    return store.work(questions -> {
      int count = 0;
      for (Made one : made) {
        NewsStore.keep(questions, one.of(), one.digest(), one.seen(), one.row(), one.due());
        count += one.digest().isPresent() ? 1 : 0;
      }
      return count;
    });
  }

  /** The same whenever the same digest would be made. */
  private static String id(Subscription of) {
    String number = of.id() + " " + (of.standing().digests() + 1);
    return HexFormat.of().formatHex(Sha256.of(number.getBytes(UTF_8))).substring(0, ID_LENGTH);
  }

  /** What the digest would say now; nothing is kept, and nothing moves on. */
  synchronized Digest preview(Subscription of, Viewer owner, String id, boolean test)
      throws IOException, RefusedException {
    journal.catchUp();
    return digest(board(List.of(of)), of, owner, clock.instant(), id, test);
  }

  private static Digest digest(
      Board board, Subscription of, Viewer owner, Instant now, String id, boolean test)
      throws IOException, RefusedException {
    Subscription.Wish wish = of.wish();
    boolean exactly = Sight.of(owner).exact();
    Sorting sorting = new Sorting(board, of, owner);
    for (Board.Happening event : board.events(wish, of.standing().seen(), exactly)) {
      sorting.take(event);
    }
    List<Digest.Part> parts = sorting.parts();
    return new Digest(
        id,
        of.id(),
        wish.name(),
        wish.language(),
        now,
        of.standing().last().orElse(of.standing().made()),
        parts,
        board.summary(wish, exactly).silence(of.standing().row(), sorting.toldPlaces()),
        sorting.withheld,
        test);
  }

  /** Sorts what happened by kind, as far as the owner may know it. Single-thread. */
  private static final class Sorting {
    private final Board board;
    private final Subscription.Wish wish;
    private final String person;
    private final boolean judges;
    private final List<Locale> languages;

    private final List<Board.Happening> raised = new ArrayList<>();

    /** By alert: what became of it last, and what it was before the first. */
    private final Map<String, Board.Happening> found = new LinkedHashMap<>();

    private final Map<String, String> before = new HashMap<>();
    private final Map<Long, Board.Happening> stopped = new LinkedHashMap<>();
    private final List<String> withheld = new ArrayList<>();

    /** Indexes of watched places with a new alert. */
    private final BitSet places = new BitSet();

    private final double mostByChance;
    private final double leastSquareMetres;

    Sorting(Board board, Subscription of, Viewer owner) {
      this.board = board;
      this.wish = of.wish();
      this.person = of.person();
      this.judges = owner.may(Right.JUDGE);
      this.languages = owner.languages();
      this.mostByChance = wish.mostByChance().orElse(Double.POSITIVE_INFINITY);
      this.leastSquareMetres = wish.leastSquareMetres().orElse(0);
    }

    void take(Board.Happening one) {
      Journal.Event event = one.event();
      switch (event.kind()) {
        case STOPPED -> stopped.put(event.place(), one);
        case RAISED -> {
          if (wish.statuses().contains(Finding.Status.UNREVIEWED) && isWanted(one)) {
            raised.add(one);
            if (one.watched()) {
              places.set(one.index());
            }
          }
        }
        case FOUND -> {
          if (isWanted(one) && mayKnow(event.alert())) {
            before.putIfAbsent(event.alert(), event.before());
            found.put(event.alert(), one);
          }
        }
      }
    }

    /** Whoever may judge is not told what came of it before having judged. */
    private boolean mayKnow(String alert) {
      return !judges || board.hasJudged(person, alert);
    }

    private boolean isWanted(Board.Happening one) {
      return one.known()
          && one.byChance() <= mostByChance
          && one.areaSquareMetres() >= leastSquareMetres;
    }

    /** How many of the watched places have a new alert. */
    int toldPlaces() {
      return places.cardinality();
    }

    List<Digest.Part> parts() {
      Map<Digest.Kind, List<Board.Happening>> sorted = new EnumMap<>(Digest.Kind.class);
      for (Board.Happening one : found.values()) {
        String status = one.event().status();
        boolean wanted =
            Finding.Status.findByCode(status).filter(wish.statuses()::contains).isPresent();
        if (wanted && !status.equals(before.get(one.event().alert()))) {
          Digest.Kind kind = Digest.Kind.findByCode(status).orElseThrow();
          sorted.computeIfAbsent(kind, each -> new ArrayList<>()).add(one);
        }
      }
      if (!raised.isEmpty()) {
        sorted.put(Digest.Kind.RAISED, raised);
      }
      if (!stopped.isEmpty()) {
        sorted.put(Digest.Kind.STOPPED, List.copyOf(stopped.values()));
      }
      List<Digest.Part> parts = new ArrayList<>();
      sorted.forEach((kind, all) -> parts.add(part(kind, all)));
      return parts;
    }

    private Digest.Part part(Digest.Kind kind, List<Board.Happening> all) {
      int closed = 0;
      // The least telling of those to be listed first, to be put out by a more telling one.
      PriorityQueue<Board.Happening> listed = new PriorityQueue<>(Board.Happening.ORDER.reversed());
      for (Board.Happening one : all) {
        if (one.open()) {
          listed.add(one);
          if (listed.size() > LISTED) {
            listed.poll();
          }
        } else {
          closed++;
          if (!one.event().alert().isEmpty() && withheld.size() < LISTED) {
            withheld.add(one.event().alert());
          }
        }
      }
      List<Digest.Item> items =
          listed.stream().sorted(Board.Happening.ORDER).map(this::item).toList();
      return new Digest.Part(kind, all.size(), closed, items);
    }

    private Digest.Item item(Board.Happening one) {
      Journal.Event event = one.event();
      PlaceCard card = board.card(event.place()).orElseThrow();
      ShownName name = ShownName.sorted(card.names(), languages, card.place()).getFirst();
      Optional<WatchNews.Told> told = board.alert(event.alert());
      boolean isStopped = event.kind() == Journal.Kind.STOPPED;
      return new Digest.Item(
          event.alert(),
          card.number(),
          card.place(),
          name.text(),
          name.language(),
          told.flatMap(WatchNews.Told::lastUnchanged),
          told.flatMap(WatchNews.Told::firstSeen),
          told.map(WatchNews.Told::areaSquareMetres).orElse(OptionalDouble.empty()),
          told.map(WatchNews.Told::expectedPerSiteYear).orElse(OptionalDouble.empty()),
          told.map(WatchNews.Told::direction).orElse(""),
          isStopped ? event.status() : "",
          isStopped ? "" : before.getOrDefault(event.alert(), ""));
    }
  }
}
