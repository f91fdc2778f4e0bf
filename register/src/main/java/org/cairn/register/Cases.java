package org.cairn.register;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.casework.Case;
import org.cairn.heritage.casework.CaseEntry;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.codec.CaseCodec;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;

/** The cases of a workspace, in the register that gave this. Single-thread, as that is. */
public final class Cases implements CaseSearch {
  private static final int MOST = 1_000;

  private final RegisterReading reading;
  private final RegisterUpdate update;

  Cases(RegisterReading reading, RegisterUpdate update) {
    this.reading = reading;
    this.update = update;
  }

  /**
   * Adds steps to the ledger, all or none, and puts them into the tables.
   *
   * @param writer to this workspace's ledger
   * @param drafts steps in the order in which they happen, at least one, as {@link
   *     CaseRecords#draft} makes them or as they were signed since
   * @return the entry of each, in the same order
   * @throws org.cairn.heritage.codec.MalformedRecordException for what is none
   * @throws RefusedException {@code case-known} for opening one whose id is taken, {@code
   *     case-unknown} for one that nobody opened, {@code case-event} where a step cannot happen to
   *     its case as it is; else as {@link LedgerWriter#append} and {@link PlaceRegister#open}
   */
  public List<Long> add(LedgerWriter writer, List<Draft> drafts)
      throws IOException, RefusedException {
    List<CaseStep> steps = drafts.stream().map(draft -> CaseCodec.decode(draft.record())).toList();
    return update.add(writer, drafts, () -> check(steps));
  }

  private void check(List<CaseStep> steps) throws IOException, RefusedException {
    Map<String, Case> cases = new HashMap<>();
    // Steps that are not in the ledger yet have numbers that no entry has.
    long entry = Long.MAX_VALUE - steps.size();
    for (CaseStep step : steps) {
      String id = step.caseId();
      Optional<Case> before = Optional.ofNullable(cases.get(id));
      if (before.isEmpty()) {
        before = find(id);
      }
      CaseEntry next = new CaseEntry(entry++, Optional.empty(), step);
      boolean opens = step.event().code().equals("opened");
      if (opens == before.isPresent()) {
        throw new RefusedException(
            new Fault(
                opens ? "case-known" : "case-unknown",
                "case '" + id + "'",
                opens
                    ? "it was opened before: open another under an id of its own"
                    : "nobody opened it: open it first"));
      }
      try {
        cases.put(id, before.isEmpty() ? Case.open(next) : before.get().with(next));
      } catch (IllegalArgumentException e) {
        throw new RefusedException(
            new Fault("case-event", "case '" + id + "'", String.valueOf(e.getMessage())), e);
      }
    }
  }

  @Override
  public CasePage search(CaseQuery query) throws IOException, RefusedException {
    return reading.read(sqlite -> CaseSql.search(sqlite, query));
  }

  @Override
  public Optional<Case> find(String id) throws IOException, RefusedException {
    return reading.read(sqlite -> CaseTables.find(sqlite, id));
  }

  @Override
  public List<CaseHit> ofPlace(String place) throws IOException, RefusedException {
    return search(CaseQuery.ALL.withPlace(place).withLimit(MOST)).cases();
  }

  @Override
  public List<CaseHit> ofAlert(String alert) throws IOException, RefusedException {
    return search(CaseQuery.ALL.withAlert(alert).withLimit(MOST)).cases();
  }

  @Override
  public Map<CaseStatus, Long> count(CaseQuery query) throws IOException, RefusedException {
    return reading.read(sqlite -> CaseSql.count(sqlite, query));
  }
}
