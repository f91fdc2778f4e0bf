package org.cairn.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cairn.geopackage.Table;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Findings as records of the ledger, and as rows of the register; all of it is open:
 *
 * <pre>
 * {"type":"finding","alert":ID,"status":CODE,"judgements":[INDEX,…],
 *  "rule":{"judgements":N,"organisations":N,"least_certainty":CODE,"damage":[CODE,…]}}
 * </pre>
 *
 * Stateless.
 */
final class FindingRecords {
  static final String TYPE = "finding";

  /** Its {@code fid} is the index of the entry; {@code judgements} and {@code rule} are JSON. */
  static final Table FINDINGS =
      Table.attributes(
          "findings",
          "What followed from judgements of alerts, the newest of an alert holds; fid is the entry",
          "alert TEXT NOT NULL",
          "status TEXT NOT NULL",
          "judgements TEXT NOT NULL",
          "rule TEXT NOT NULL",
          "time TEXT");

  private FindingRecords() {}

  static Draft draft(String alert, Finding finding) {
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", TYPE)
            .put("alert", alert)
            .put("status", finding.status().code());
    record.set("judgements", indices(finding.judgements()));
    record.set("rule", encode(finding.rule()));
    return Draft.open(record);
  }

  private static ArrayNode indices(List<Long> entries) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    entries.forEach(array::add);
    return array;
  }

  private static ObjectNode encode(FindingRule rule) {
    ObjectNode encoded =
        JsonNodeFactory.instance
            .objectNode()
            .put("judgements", rule.judgements())
            .put("organisations", rule.organisations())
            .put("least_certainty", rule.leastCertainty().code());
    ArrayNode damage = encoded.putArray("damage");
    rule.damage().forEach(verdict -> damage.add(verdict.code()));
    return encoded;
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException where a member is none of these
   */
  static RecordedFinding decode(long entry, ObjectNode record) {
    return new RecordedFinding(
        entry,
        JudgementRecords.instant(record),
        JudgementRecords.required(record, "alert"),
        status(JudgementRecords.required(record, "status")),
        entries(record.path("judgements")),
        rule(record.path("rule")));
  }

  static Finding.Status status(String code) {
    return Finding.Status.findByCode(code)
        .orElseThrow(() -> JudgementRecords.expected("the code of a status", "status"));
  }

  static List<Long> entries(JsonNode array) {
    List<Long> entries = new ArrayList<>();
    for (JsonNode each : array.values()) {
      if (!each.isIntegralNumber() || !each.canConvertToLong()) {
        throw JudgementRecords.expected("indices of entries", "judgements");
      }
      entries.add(each.asLong());
    }
    if (entries.isEmpty()) {
      throw JudgementRecords.expected("at least one index of an entry", "judgements");
    }
    return entries;
  }

  static FindingRule rule(JsonNode rule) {
    Set<Verdict> damage = EnumSet.noneOf(Verdict.class);
    for (JsonNode code : rule.path("damage").values()) {
      damage.add(
          Verdict.findByCode(code.asString(""))
              .orElseThrow(() -> JudgementRecords.expected("codes of verdicts", "damage")));
    }
    return new FindingRule(
        rule.path("judgements").asInt(0),
        rule.path("organisations").asInt(0),
        DegreeOfCertainty.findByCode(rule.path("least_certainty").asString(""))
            .orElseThrow(
                () -> JudgementRecords.expected("a certainty of EAMENA", "least_certainty")),
        damage);
  }

  /** Values of {@link #FINDINGS}. */
  static List<@Nullable Object> values(RecordedFinding finding) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(finding.alert());
    values.add(finding.status().code());
    values.add(indices(finding.judgements()).toString());
    values.add(encode(finding.rule()).toString());
    values.add(finding.time().map(Instant::toString).orElse(null));
    return values;
  }
}
