package org.cairn.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.codec.CaseCodec;
import org.cairn.heritage.codec.ContributionCodec;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Finding;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An entry of the ledger as the register takes it, worked out without the tables. Immutable. */
sealed interface RegisterEntry {
  /** What its writer says of when it was added. */
  Optional<String> time();

  /**
   * A description of a place.
   *
   * @param by who made the place by hand; empty where it was imported
   */
  record OfPlace(Optional<String> time, PlaceRows rows, Optional<Author> by)
      implements RegisterEntry {}

  /** What somebody adds to a place. */
  record OfContribution(Optional<String> time, Contribution contribution)
      implements RegisterEntry {}

  /** What somebody does in a case. */
  record OfCase(Optional<String> time, CaseStep step) implements RegisterEntry {}

  /** One that should be a description and cannot be read. */
  record Unreadable(Optional<String> time, String code, String message) implements RegisterEntry {}

  /**
   * A scene, coverage or an alert, which count once their run is finished.
   *
   * @param run its id
   * @param text the record, canonical
   */
  record OfRun(Optional<String> time, String run, String text) implements RegisterEntry {}

  /** The last record of a run. */
  record RunEnd(Optional<String> time, String run) implements RegisterEntry {}

  /**
   * A decision about two places.
   *
   * @param values of {@link PairRecords#DECISIONS}
   */
  record OfPair(Optional<String> time, List<@Nullable Object> values) implements RegisterEntry {
    public OfPair {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /**
   * What a person says of an alert.
   *
   * @param values of {@link JudgementRecords#JUDGEMENTS}
   */
  record OfJudgement(Optional<String> time, List<@Nullable Object> values)
      implements RegisterEntry {
    public OfJudgement {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /**
   * What follows from judgements of an alert.
   *
   * @param alert its id
   * @param values of {@link FindingRecords#FINDINGS}
   */
  record OfFinding(
      Optional<String> time, String alert, Finding.Status status, List<@Nullable Object> values)
      implements RegisterEntry {
    public OfFinding {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** One that says nothing of places, coverage or alerts, nor of what persons decided. */
  record Other(Optional<String> time) implements RegisterEntry {}

  /**
   * @param record with everything the vault knows
   */
  static RegisterEntry of(ObjectNode record) {
    Optional<String> time = text(record, "time");
    return switch (record.path("type").asString("")) {
      case PlaceRecords.TYPE -> place(time, record);
      case PairRecords.TYPE -> pair(time, record);
      case ContributionRecords.TYPE -> contribution(time, record);
      case CaseRecords.TYPE -> step(time, record);
      case JudgementRecords.TYPE -> judgement(time, record);
      case FindingRecords.TYPE -> finding(time, record);
      case RunTables.SCENE, RunTables.COVERAGE, RunTables.ALERT ->
          new OfRun(time, record.path(RunTables.RUN).asString(""), PlaceRecords.text(record));
      case RunTables.RUN -> new RunEnd(time, record.path(RunTables.RUN).asString(""));
      default -> new Other(time);
    };
  }

  private static RegisterEntry place(Optional<String> time, ObjectNode record) {
    try {
      return new OfPlace(
          time, PlaceRows.of(PlaceRecords.decode(record)), ContributionCodec.findMaker(record));
    } catch (MalformedRecordException e) {
      return new Unreadable(time, MalformedRecordException.CODE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return new Unreadable(time, "place-record", String.valueOf(e.getMessage()));
    }
  }

  private static RegisterEntry contribution(Optional<String> time, ObjectNode record) {
    try {
      return new OfContribution(time, ContributionCodec.decode(record));
    } catch (MalformedRecordException e) {
      return new Unreadable(time, "contribution-record", String.valueOf(e.getMessage()));
    }
  }

  private static RegisterEntry step(Optional<String> time, ObjectNode record) {
    try {
      return new OfCase(time, CaseCodec.decode(record));
    } catch (MalformedRecordException e) {
      return new Unreadable(time, "case-record", String.valueOf(e.getMessage()));
    }
  }

  private static RegisterEntry pair(Optional<String> time, ObjectNode record) {
    try {
      return new OfPair(time, PairRecords.values(record));
    } catch (IllegalArgumentException e) {
      return new Unreadable(time, "pair-record", String.valueOf(e.getMessage()));
    }
  }

  private static RegisterEntry judgement(Optional<String> time, ObjectNode record) {
    try {
      return new OfJudgement(time, JudgementRecords.values(JudgementRecords.decode(0, record)));
    } catch (IllegalArgumentException e) {
      return new Unreadable(time, "judgement-record", String.valueOf(e.getMessage()));
    }
  }

  private static RegisterEntry finding(Optional<String> time, ObjectNode record) {
    try {
      RecordedFinding finding = FindingRecords.decode(0, record);
      return new OfFinding(time, finding.alert(), finding.status(), FindingRecords.values(finding));
    } catch (IllegalArgumentException e) {
      return new Unreadable(time, "finding-record", String.valueOf(e.getMessage()));
    }
  }

  /** A member that is a text. */
  static Optional<String> text(JsonNode record, String member) {
    JsonNode value = record.path(member);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }
}
