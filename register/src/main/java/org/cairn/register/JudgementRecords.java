package org.cairn.register;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.geopackage.Table;
import org.cairn.heritage.codec.DecisionCodec;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Signing;
import org.cairn.heritage.review.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judgements of alerts as records of the ledger, and as rows of the register:
 *
 * <pre>
 * {"type":"judgement","alert":ID,"alert_entry":INDEX,"person":ID,"name":TEXT,
 *  "organisation":{"id":ID,"name":TEXT},"verdict":CODE,"reason":CODE,"certainty":CODE,"note":TEXT,
 *  "after_reveal":BOOLEAN,"signed":{"by":"node"}}
 * signed = {"by":"passkey","credential":B64,"client_data":B64,"authenticator_data":B64,"signature":B64}
 * </pre>
 *
 * Verdict, reason, certainty, note and name are protected: the log is public, and the second who
 * judges must not learn from it what the first said. Stateless.
 */
final class JudgementRecords {
  static final String TYPE = "judgement";

  /** Its {@code fid} is the index of the entry; {@code signed} is JSON. */
  static final Table JUDGEMENTS =
      Table.attributes(
          "judgements",
          "What persons said of alerts, the newest of each person stands; fid is the entry",
          "alert TEXT NOT NULL",
          "alert_entry INTEGER NOT NULL",
          "person TEXT NOT NULL",
          "name TEXT",
          "organisation TEXT NOT NULL",
          "organisation_name TEXT NOT NULL",
          "verdict TEXT NOT NULL",
          "reason TEXT",
          "certainty TEXT NOT NULL",
          "note TEXT",
          "after_reveal INTEGER NOT NULL",
          "signed TEXT NOT NULL",
          "time TEXT");

  private static final Set<String> PROTECTED =
      Set.of("name", "verdict", "reason", "certainty", "note");

  /** Room for two more protected members before their number would tell anything. */
  private static final int DIGESTS = PROTECTED.size() + 2;

  private JudgementRecords() {}

  static Draft draft(Judgement judgement, Signing signing) {
    ObjectNode record = unsigned(judgement);
    record.set("signed", DecisionCodec.encode(signing));
    return new Draft(record, PROTECTED, DIGESTS);
  }

  /** Before it is signed. */
  static Draft draft(Judgement judgement) {
    return new Draft(unsigned(judgement), PROTECTED, DIGESTS);
  }

  private static ObjectNode unsigned(Judgement judgement) {
    Author author = judgement.author();
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", TYPE)
            .put("alert", judgement.alert())
            .put("alert_entry", judgement.alertEntry())
            .put("person", author.person());
    author.name().ifPresent(name -> record.put("name", name));
    record
        .putObject("organisation")
        .put("id", author.organisation())
        .put("name", author.organisationName());
    record.put("verdict", judgement.verdict().code());
    judgement.reason().ifPresent(reason -> record.put("reason", reason));
    record.put("certainty", judgement.certainty().code());
    judgement.note().ifPresent(note -> record.put("note", note));
    return record.put("after_reveal", judgement.afterReveal());
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException where a member is none of these; without the values of those
   *     that are protected
   */
  static RecordedJudgement decode(long entry, ObjectNode record) {
    JsonNode organisation = record.path("organisation");
    if (!record.path("after_reveal").isBoolean()) {
      throw expected("true or false", "after_reveal");
    }
    Verdict verdict =
        Verdict.findByCode(required(record, "verdict"))
            .orElseThrow(() -> expected("the code of a verdict", "verdict"));
    DegreeOfCertainty certainty =
        DegreeOfCertainty.findByCode(required(record, "certainty"))
            .orElseThrow(() -> expected("a certainty of EAMENA", "certainty"));
    Author author =
        new Author(
            required(record, "person"),
            RegisterEntry.text(record, "name"),
            required(organisation, "id"),
            required(organisation, "name"));
    if (!record.path("alert_entry").canConvertToLong()
        || !record.path("alert_entry").isIntegralNumber()) {
      throw expected("the index of an entry", "alert_entry");
    }
    String alert = required(record, "alert");
    Optional<String> reason = RegisterEntry.text(record, "reason");
    Judgement judgement;
    try {
      judgement =
          new Judgement(
              alert,
              record.path("alert_entry").asLong(),
              author,
              verdict,
              reason,
              certainty,
              RegisterEntry.text(record, "note"),
              record.path("after_reveal").booleanValue());
    } catch (IllegalArgumentException e) {
      // Its message may have the reason, which is protected.
      throw new IllegalArgumentException(
          "expected members that fit together as a judgement, found others", e);
    }
    return new RecordedJudgement(entry, instant(record), judgement, signing(record));
  }

  static Optional<Instant> instant(JsonNode record) {
    return RegisterEntry.text(record, "time").flatMap(JudgementRecords::instant);
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static Signing signing(ObjectNode record) {
    try {
      return DecisionCodec.signing(record);
    } catch (MalformedRecordException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * @param column of a row, value of member {@code signed}
   */
  static Signing signing(String column) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.set(PersonSignature.MEMBER, JsonMapper.shared().readTree(column));
    return signing(record);
  }

  static String required(JsonNode record, String member) {
    return RegisterEntry.text(record, member).orElseThrow(() -> expected("a text", member));
  }

  static IllegalArgumentException expected(String what, String member) {
    return new IllegalArgumentException(
        "expected %s in member '%s', found another value or none".formatted(what, member));
  }

  /** Values of {@link #JUDGEMENTS}. */
  static List<@Nullable Object> values(RecordedJudgement recorded) {
    Judgement judgement = recorded.judgement();
    Author author = judgement.author();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(judgement.alert());
    values.add(judgement.alertEntry());
    values.add(author.person());
    values.add(author.name().orElse(null));
    values.add(author.organisation());
    values.add(author.organisationName());
    values.add(judgement.verdict().code());
    values.add(judgement.reason().orElse(null));
    values.add(judgement.certainty().code());
    values.add(judgement.note().orElse(null));
    values.add(judgement.afterReveal() ? 1 : 0);
    values.add(DecisionCodec.encode(recorded.signing()).toString());
    values.add(recorded.time().map(Instant::toString).orElse(null));
    return values;
  }
}
