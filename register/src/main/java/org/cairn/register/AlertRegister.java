package org.cairn.register;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Signing;
import org.cairn.heritage.review.Visibility;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The alerts of a workspace and their review: what persons judge goes into the ledger, and what
 * follows from it. Thread-safe, for a server that has one open as long as it runs; what another
 * process adds is seen after {@link #catchUp}.
 */
public final class AlertRegister implements AlertSearch, AutoCloseable {
  private final ReadingPool readings;

  /** Of {@link #update}; guarded by {@link #writing}. */
  private final RegisterReading updating;

  private final RegisterUpdate update;
  private final EntryReader entries;
  private final DecisionWriter decisions;

  /** Held by who adds something, so that what follows is derived from what was added. */
  private final Object writing = new Object();

  private AlertRegister(Workspace workspace, EntryReader entries) {
    this.readings = new ReadingPool(workspace.register());
    this.updating = new RegisterReading(workspace.register());
    this.update = new RegisterUpdate(workspace, updating);
    this.entries = entries;
    this.decisions = new DecisionWriter(workspace, update, entries);
  }

  /**
   * Up to the newest checkpoint of the ledger; while another process puts in many records, as it
   * was before that.
   *
   * @throws IntegrityException as {@link EntryReader#open}
   * @throws RefusedException as {@link PlaceRegister#open}
   */
  public static AlertRegister open(Workspace workspace) throws IOException, RefusedException {
    AlertRegister register = new AlertRegister(workspace, EntryReader.open(workspace));
    synchronized (register.writing) {
      try {
        register.update.catchUp(RegisterUpdate.PATIENCE);
      } catch (RefusedException e) {
        if (!e.code().equals(RegisterUpdate.LOCKED) || !register.update.isBehindOnly()) {
          throw e;
        }
      }
    }
    return register;
  }

  /** Single records of the same ledger. */
  public EntryReader entries() {
    return entries;
  }

  @Override
  public AlertPage page(AlertQuery query, Optional<AlertKey> after, int groups)
      throws IOException, RefusedException {
    if (groups < 1) {
      throw new IllegalArgumentException("A page has at least 1 place, found " + groups);
    }
    return readings.read(sqlite -> SqliteAlerts.page(sqlite, query, after, groups));
  }

  @Override
  public Map<Finding.Status, Long> counts(AlertQuery query) throws IOException, RefusedException {
    return readings.read(sqlite -> SqliteAlerts.counts(sqlite, query));
  }

  @Override
  public Optional<AlertHit> find(String alert) throws IOException, RefusedException {
    return readings.read(sqlite -> SqliteAlerts.find(sqlite, alert));
  }

  @Override
  public List<RecordedJudgement> judgements(String alert) throws IOException, RefusedException {
    return readings.read(sqlite -> SqliteReviews.judgements(sqlite, alert));
  }

  @Override
  public void forEachJudgement(Consumer<RecordedJudgement> taker)
      throws IOException, RefusedException {
    readings.read(sqlite -> {
      SqliteReviews.forEachJudgement(sqlite, taker);
      return true;
    });
  }

  @Override
  public List<RecordedFinding> findings(String alert) throws IOException, RefusedException {
    return readings.read(sqlite -> SqliteReviews.findings(sqlite, alert));
  }

  /**
   * What raised no alert. Reads through all places: some tenths of a second for a million.
   *
   * @param most entries of what could have been seen
   */
  public Silence silence(int most) throws IOException, RefusedException {
    return readings.read(sqlite -> SqliteSilence.silence(sqlite, most));
  }

  /**
   * Places that are not watched, by their ids.
   *
   * @param after id of the last place of the page before; empty for the first
   */
  public List<Silence.Unwatched> unwatched(String after, int most)
      throws IOException, RefusedException {
    return readings.read(sqlite -> SqliteSilence.unwatched(sqlite, after, most));
  }

  /**
   * What came of a judgement.
   *
   * @param judgement as it stands in the ledger
   * @param added whether it was added; not where the person's newest says the same to the letter
   * @param finding that was added because of it; empty where it changes nothing, and before all
   *     independent judgements are in
   */
  public record Judged(
      RecordedJudgement judgement, boolean added, Optional<RecordedFinding> finding) {}

  /**
   * Adds a judgement to the ledger, and the finding where it changes by it.
   *
   * @param writer to this workspace's ledger
   * @param rule of this node
   * @throws RefusedException {@code judgement-alert-unknown} where no finished run has the alert,
   *     {@code judgement-alert-entry} where the entry that was looked at has no such alert, {@code
   *     judgement-after-reveal} where it does not say that the person may have seen what others
   *     say: they have judged before, and so have others; and as {@link LedgerWriter#append} and
   *     {@link #open}. With {@code register-locked} the judgement may be in the ledger: look at
   *     {@link #judgements} before it is given again
   */
  public Judged judge(LedgerWriter writer, FindingRule rule, Judgement judgement, Signing signing)
      throws IOException, RefusedException {
    return judge(writer, rule, judgement, JudgementRecords.draft(judgement, signing));
  }

  /**
   * A judgement as its record before it is signed: what whoever signs adds members {@code signed},
   * and others that the register passes over, to.
   */
  public static Draft draft(Judgement judgement) {
    return JudgementRecords.draft(judgement);
  }

  /**
   * As the other, of a {@link #draft} that was signed.
   *
   * @throws IllegalArgumentException where it is no judgement
   */
  public Judged judge(LedgerWriter writer, FindingRule rule, Draft signed)
      throws IOException, RefusedException {
    return judge(writer, rule, JudgementRecords.decode(0, signed.record()).judgement(), signed);
  }

  private Judged judge(LedgerWriter writer, FindingRule rule, Judgement judgement, Draft signed)
      throws IOException, RefusedException {
    synchronized (writing) {
      decisions.catchUp();
      String alert = judgement.alert();
      List<RecordedJudgement> before = judgements(alert);
      Optional<RecordedJudgement> same = findSame(judgement, before);
      if (same.isPresent()) {
        return new Judged(same.get(), false, settle(writer, rule, alert));
      }
      require(judgement, before);
      DecisionWriter.Added added = decisions.add(writer, signed);
      RecordedJudgement recorded = JudgementRecords.decode(added.entry(), added.record());
      return new Judged(recorded, true, settle(writer, rule, alert));
    }
  }

  /** The person's newest, where it says the same. */
  private static Optional<RecordedJudgement> findSame(
      Judgement judgement, List<RecordedJudgement> before) {
    return Visibility.standing(before).stream()
        .filter(each -> each.judgement().equals(judgement))
        .findFirst();
  }

  private void require(Judgement judgement, List<RecordedJudgement> before)
      throws IOException, RefusedException {
    String person = judgement.author().person();
    if (find(judgement.alert()).isEmpty()) {
      throw new RefusedException(
          new Fault(
              "judgement-alert-unknown",
              "alert '" + judgement.alert() + "'",
              "no finished run of the watch has it: 'cairn alert list' lists those that there are"));
    }
    ObjectNode seen = entries.read(judgement.alertEntry()).record();
    if (!seen.path("type").asString("").equals(RunTables.ALERT)
        || !seen.path(RunTables.ALERT).asString("").equals(judgement.alert())) {
      throw RefusedException.expected(
          "judgement-alert-entry",
          "alert '" + judgement.alert() + "'",
          "an entry that has the alert",
          "entry " + judgement.alertEntry());
    }
    boolean othersToo = before.stream().anyMatch(each -> !each.person().equals(person));
    if (Visibility.isRevealedTo(person, before) && othersToo && !judgement.afterReveal()) {
      throw new RefusedException(
          new Fault(
              "judgement-after-reveal",
              "alert '" + judgement.alert() + "'",
              "this person has judged it before and so have others, whose views may have been seen: look at them and give the judgement again"));
    }
  }

  /** Adds the finding of an alert where it is another than the ledger has. */
  private Optional<RecordedFinding> settle(LedgerWriter writer, FindingRule rule, String alert)
      throws IOException, RefusedException {
    Finding finding = Finding.of(rule, judgements(alert));
    List<RecordedFinding> known = findings(alert);
    boolean changes = known.isEmpty() || !known.getLast().says(finding);
    if (!finding.isComplete() || !changes) {
      return Optional.empty();
    }
    DecisionWriter.Added added = decisions.add(writer, FindingRecords.draft(alert, finding));
    return Optional.of(FindingRecords.decode(added.entry(), added.record()));
  }

  /**
   * Adds the findings that the ledger lacks: after a stop between a judgement and its finding, and
   * after a change of the rule.
   *
   * @return how many were added
   * @throws RefusedException as {@link LedgerWriter#append} and {@link #open}
   */
  public int settle(LedgerWriter writer, FindingRule rule) throws IOException, RefusedException {
    synchronized (writing) {
      decisions.catchUp();
      int added = 0;
      for (String alert : readings.read(SqliteReviews::judgedAlerts)) {
        if (settle(writer, rule, alert).isPresent()) {
          added++;
        }
      }
      return added;
    }
  }

  /** Brings the file up to the newest checkpoint of the ledger. */
  public void catchUp() throws IOException, RefusedException {
    synchronized (writing) {
      decisions.catchUp();
    }
  }

  @Override
  public void close() throws RefusedException {
    synchronized (writing) {
      try (updating) {
        readings.close();
      }
    }
  }
}
