package org.cairn.register;

import java.time.LocalDate;
import java.util.Optional;
import org.cairn.heritage.casework.CaseStatus;

/**
 * A case that was found.
 *
 * @param id of the case
 * @param title empty where it was erased
 * @param organisation id of the one that opened it
 * @param organisationName its name at the time
 * @param items how many are in it now
 * @param openTasks how many are not done
 * @param nextDue the earliest last day of these
 * @param openedEntry of the ledger that opened it
 * @param entry of the ledger that is the newest about it
 * @param changed the writer's clock there, a claim
 */
public record CaseHit(
    String id,
    Optional<String> title,
    String kind,
    CaseStatus status,
    String organisation,
    String organisationName,
    int items,
    int openTasks,
    Optional<LocalDate> nextDue,
    long openedEntry,
    long entry,
    Optional<String> changed) {}
