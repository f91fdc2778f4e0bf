package org.cairn.register;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.storage.FolderLock;
import org.locationtech.jts.geom.Envelope;

/**
 * The places of a workspace: what the ledger says of them, as tables in {@code register.gpkg}, a
 * GeoPackage. The ledger is the truth: the file is made again from it where it is missing, of
 * another schema or of another history, and brought up to date where it is behind, each time one is
 * opened. Single-thread; any number of processes may have one open.
 */
public final class PlaceRegister implements PlaceSearch, AutoCloseable {
  private final Workspace workspace;
  private final RegisterReading reading;
  private final RegisterUpdate update;
  private final Contributing contributing;

  private PlaceRegister(Workspace workspace) {
    this.workspace = workspace;
    this.reading = new RegisterReading(workspace.register());
    this.update = new RegisterUpdate(workspace, reading);
    this.contributing = new Contributing(reading, update);
  }

  /**
   * Up to the newest checkpoint of the ledger; while another process puts in many places, as it was
   * before that: {@link #head} says how far it goes.
   *
   * @throws RefusedException {@code register-damaged}, {@code register-locked} while another
   *     process makes the first one, {@code register-inaccessible}, or what is wrong with the
   *     ledger
   */
  public static PlaceRegister open(Workspace workspace) throws IOException, RefusedException {
    return open(workspace, RegisterUpdate.PATIENCE);
  }

  static PlaceRegister open(Workspace workspace, Duration patience)
      throws IOException, RefusedException {
    return opened(
        workspace,
        register -> {
          try {
            register.update.catchUp(patience);
          } catch (RefusedException e) {
            if (!e.code().equals(RegisterUpdate.LOCKED) || !register.update.isBehindOnly()) {
              throw e;
            }
          }
        });
  }

  /**
   * As it was when it was last brought up to date, and perhaps behind the ledger: for a disk that
   * takes nothing. Writes nothing.
   *
   * @throws RefusedException {@code register-inaccessible} where there is none that could be read
   */
  public static PlaceRegister openAsItIs(Workspace workspace) throws IOException, RefusedException {
    return opened(
        workspace,
        register -> {
          if (!register.update.isBehindOnly()) {
            throw new RefusedException(
                new Fault(
                    RegisterFile.INACCESSIBLE,
                    workspace.register().toString(),
                    "it has to be made again, and the disk takes nothing: make room there"));
          }
        });
  }

  @FunctionalInterface
  private interface Beginning {
    void with(PlaceRegister register) throws IOException, RefusedException;
  }

  private static PlaceRegister opened(Workspace workspace, Beginning beginning)
      throws IOException, RefusedException {
    PlaceRegister register = new PlaceRegister(workspace);
    try {
      beginning.with(register);
    } catch (IOException | RefusedException | RuntimeException e) {
      register.close();
      throw e;
    }
    return register;
  }

  /**
   * Makes the file again from nothing. Whoever reads the old one reads it to the end.
   *
   * @throws RefusedException as {@link #open}
   */
  public static PlaceRegister rebuild(Workspace workspace) throws IOException, RefusedException {
    PlaceRegister register = new PlaceRegister(workspace);
    register.update.rebuild();
    return register;
  }

  /**
   * Compares the file with what the ledger says up to where it goes, and names every row that
   * differs. Changes nothing.
   *
   * @return how far it goes; empty where that cannot be read
   */
  public static Optional<TreeHead> check(Workspace workspace, Consumer<Fault> faults)
      throws IOException, RefusedException {
    try (FolderLock lock = RegisterUpdate.lock(workspace, RegisterUpdate.PATIENCE)) {
      return new RegisterCheck(workspace, faults).check();
    }
  }

  /** How far the register goes in the ledger. */
  public TreeHead head() throws IOException, RefusedException {
    RegisterState state = reading.read(RegisterState::read);
    return new TreeHead(
        state.logSize(),
        Hash.parseBase64(state.logRoot(), "register-damaged", "table register_state"));
  }

  /**
   * How many places of a list were what.
   *
   * @param added not known before
   * @param changed known, and said otherwise now
   * @param unchanged said already, to the letter
   */
  public record Added(int added, int changed, int unchanged) {
    static final Added NONE = new Added(0, 0, 0);

    Added plus(Added other) {
      return new Added(added + other.added, changed + other.changed, unchanged + other.unchanged);
    }
  }

  /**
   * Adds descriptions to the ledger and puts them into the tables. One that is said already adds
   * nothing; one of a known id becomes its newest version. Of two with one id, the later stands.
   *
   * @param writer to this workspace's ledger
   * @throws RefusedException as {@link LedgerWriter#append} and {@link #open}; what was added
   *     before stays
   */
  public Added add(LedgerWriter writer, List<PlaceDescription> places)
      throws IOException, RefusedException {
    try (PlaceAdding adding = adding(writer)) {
      for (PlaceDescription place : places) {
        adding.add(place);
      }
      return adding.finish();
    }
  }

  /**
   * The same for any number of places, one after the other as they are read: few are in memory.
   *
   * @param writer to this workspace's ledger
   * @throws RefusedException as {@link #open}
   */
  public PlaceAdding adding(LedgerWriter writer) throws IOException, RefusedException {
    catchUp();
    return new PlaceAdding(workspace, writer);
  }

  /** What a description would be here. */
  public enum Standing {
    /** Its id is not known. */
    NEW,
    /** Said already, to the letter. */
    SAME,
    /** Its id is known, and something else is said under it. */
    CHANGED
  }

  public Standing standing(PlaceDescription place) throws IOException, RefusedException {
    return standings(List.of(place)).getFirst();
  }

  /** Of each in turn; much quicker than one by one. */
  public List<Standing> standings(List<PlaceDescription> places)
      throws IOException, RefusedException {
    Map<String, String> digests =
        reading.digests(places.stream().map(PlaceDescription::id).toList());
    List<Standing> standings = new ArrayList<>();
    for (PlaceDescription place : places) {
      String known = digests.get(place.id());
      if (known == null) {
        standings.add(Standing.NEW);
      } else {
        boolean same = PlaceRecords.sha256(PlaceRecords.text(place)).equals(known);
        standings.add(same ? Standing.SAME : Standing.CHANGED);
      }
    }
    return standings;
  }

  @Override
  public Optional<PlaceVersion> find(String id) throws IOException, RefusedException {
    return contributing.find(id).map(PlaceVersion::of);
  }

  @Override
  public List<PlaceVersion> history(String id) throws IOException, RefusedException {
    return contributing.history(id);
  }

  /** A place with everything that was added to it, what was corrected too. */
  public Optional<PlaceHistory> findContributions(String id) throws IOException, RefusedException {
    return contributing.find(id);
  }

  /**
   * Adds to what is said of places: to the ledger, all or none, and to the tables. Adding never
   * conflicts. Where another process puts in many places meanwhile, the tables follow later.
   *
   * @param writer to this workspace's ledger
   * @param contributions at least one, as {@link ContributionRecords#draft} makes them or as they
   *     were signed since
   * @param seen by place the newest entry that who adds had seen, where that is to be told of newer
   *     ones
   * @return for each contribution its entry, in the same order
   * @throws org.cairn.heritage.codec.MalformedRecordException for what is none
   * @throws RefusedException {@code place-unknown}, {@code contribution-replaces} where one is to
   *     stand for what is no contribution of its organisation to that place; else as {@link
   *     LedgerWriter#append} and {@link #open}
   */
  public List<Contributed> contribute(
      LedgerWriter writer, List<Draft> contributions, Map<String, Long> seen)
      throws IOException, RefusedException {
    return contributing.add(writer, contributions, seen);
  }

  /**
   * Adds a place that somebody makes by hand.
   *
   * @param writer to this workspace's ledger
   * @param place as {@link ContributionRecords#draft} makes it or as it was signed since
   * @return its entry
   * @throws org.cairn.heritage.codec.MalformedRecordException for what is none
   * @throws RefusedException {@code place-known} where its id is taken; else as {@link
   *     LedgerWriter#append} and {@link #open}
   */
  public long create(LedgerWriter writer, Draft place) throws IOException, RefusedException {
    return contributing.create(writer, place);
  }

  /** What the newest finished run says of an alert. */
  public Optional<AlertHit> findAlert(String alert) throws IOException, RefusedException {
    return reading.read(sqlite -> SqliteAlerts.find(sqlite, alert));
  }

  /** The cases of the workspace; of use as long as this is open. */
  public Cases cases() {
    return new Cases(reading, update);
  }

  /** The images of the workspace; of use as long as this is open. */
  public Images images() {
    return new Images(reading);
  }

  /** Everything as features; of use as long as this is open. */
  public FeatureSearch features() {
    return new SqliteFeatures(reading);
  }

  /** What the watch and its review brought lately; of use as long as this is open. */
  public WatchNews news() {
    return new WatchNews(reading);
  }

  @Override
  public List<PlaceHit> search(PlaceQuery query) throws IOException, RefusedException {
    return reading.read(sqlite -> SqliteSearch.search(sqlite, query));
  }

  @Override
  public long[] numbers(PlaceQuery query) throws IOException, RefusedException {
    return reading.read(sqlite -> SqliteSearch.numbers(sqlite, query));
  }

  @Override
  public List<PlaceCard> cards(List<Long> numbers) throws IOException, RefusedException {
    return reading.read(sqlite -> CardReading.cards(sqlite, numbers));
  }

  @Override
  public Map<Long, List<PlaceCard.CardName>> names(List<Long> numbers)
      throws IOException, RefusedException {
    return reading.read(sqlite -> CardReading.names(sqlite, numbers));
  }

  @Override
  public Map<String, Integer> facets(Facet facet) throws IOException, RefusedException {
    return reading.read(sqlite -> CardReading.facets(sqlite, facet));
  }

  @Override
  public PlacesVersion placesVersion() throws IOException, RefusedException {
    return reading.read(SpotReading::version);
  }

  @Override
  public Optional<YearSpan> years() throws IOException, RefusedException {
    return reading.read(CardReading::years);
  }

  @Override
  public PlaceSpots spots() throws IOException, RefusedException {
    return reading.read(SpotReading::read);
  }

  @Override
  public List<Footprint> footprints(Envelope box, boolean exactly, int most)
      throws IOException, RefusedException {
    return reading.read(sqlite -> FootprintReading.within(sqlite, box, exactly, most));
  }

  @Override
  public WatchedPast watched(String place) throws IOException, RefusedException {
    return reading.read(sqlite -> WatchedReading.read(sqlite, place));
  }

  @Override
  public PairDecisions decisions() throws IOException, RefusedException {
    return reading.read(PairRecords::read);
  }

  @Override
  public List<LikelyDuplicate> likelyDuplicates(double leastScore)
      throws IOException, RefusedException {
    return reading.read(sqlite -> DuplicateSearch.search(sqlite, leastScore));
  }

  /**
   * Adds a decision about two places to the ledger. The same by the same person again adds nothing.
   *
   * @param by who decides
   * @return whether it was added
   * @throws IllegalArgumentException where a place is not registered, nothing stands that could be
   *     undone, or a text is blank or too long
   * @throws RefusedException as {@link LedgerWriter#append} and {@link #open}
   */
  public boolean decide(
      LedgerWriter writer,
      PlacePair pair,
      PairDecision.Verdict verdict,
      String by,
      Optional<String> note)
      throws IOException, RefusedException {
    catchUp();
    List<String> places = List.of(pair.first(), pair.second());
    Set<String> known = reading.digests(places).keySet();
    for (String place : places) {
      if (!known.contains(place)) {
        throw new IllegalArgumentException(
            "No place '" + place + "' is registered: 'cairn place list' lists them.");
      }
    }
    Optional<PairDecision> standing = decisions().find(pair);
    if (standing.isEmpty() && verdict == PairDecision.Verdict.UNDONE) {
      throw new IllegalArgumentException(
          "Nothing is decided of '%s' and '%s', so that nothing can be undone: 'cairn place show' says what is."
              .formatted(pair.first(), pair.second()));
    }
    Draft draft = PairRecords.draft(pair, verdict, by, note);
    if (standing
        .filter(said -> said.verdict() == verdict)
        .filter(said -> said.by().equals(Optional.of(by)) && said.note().equals(note))
        .isPresent()) {
      return false;
    }
    writer.append(List.of(draft));
    catchUp();
    return true;
  }

  /** Brings the file up to the newest checkpoint of the ledger. */
  public void catchUp() throws IOException, RefusedException {
    update.catchUp(RegisterUpdate.PATIENCE);
  }

  @Override
  public void close() throws RefusedException {
    reading.close();
  }
}
