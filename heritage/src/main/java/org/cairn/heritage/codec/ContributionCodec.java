package org.cairn.heritage.codec;

import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Signing;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link Contribution} as JSON and back.
 *
 * <pre>
 * {"place":ID,"kind":"names","add":{"text":…,"author":…},"replaces":17,
 *  "person":ID,"name":TEXT,"organisation":{"id":ID,"name":TEXT},"signed":{"by":"node"}}
 * </pre>
 *
 * {@code kind} is the {@link StatementKind#member} that holds such statements in a {@link
 * PlaceCodec} record, {@code add} one of its elements. Whoever makes a record of it adds {@code
 * type}; other members are passed over when reading.
 */
public final class ContributionCodec {
  /**
   * Members to be kept out of an open log: any statement may name its author or say where the place
   * is, and what a person said must be erasable.
   */
  public static final Set<String> PROTECTED_MEMBERS = Set.of("add", DecisionCodec.NAME);

  private ContributionCodec() {}

  public static ObjectNode encode(Contribution contribution) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("place", contribution.place());
    contribution.kind().ifPresent(kind -> json.put("kind", kind.member()));
    contribution
        .statement()
        .ifPresent(statement -> StatementCodec.encode(statement, json.putObject("add")));
    contribution.replaces().ifPresent(entry -> json.put("replaces", entry));
    DecisionCodec.encode(contribution.by(), contribution.signing(), json);
    return json;
  }

  /**
   * What {@link #encode} wrote. A protected member that is missing was erased.
   *
   * @throws MalformedRecordException where a member is none of the domain's
   */
  public static Contribution decode(ObjectNode record) {
    return new Members(record, "").to(ContributionCodec::decode);
  }

  private static Contribution decode(Members json) {
    Optional<StatementKind> kind =
        json.findCode("kind", StatementKind.values(), StatementKind::member);
    Optional<Statement> statement = Optional.empty();
    if (kind.isPresent()) {
      statement = json.findObject("add", each -> StatementCodec.decode(kind.get(), each));
    } else if (json.has("add")) {
      throw json.malformed("kind", "expected the kind of what is added, found none");
    }
    return new Contribution(
        json.text("place"),
        DecisionCodec.author(json),
        kind,
        statement,
        json.findIndex("replaces"),
        DecisionCodec.signing(json));
  }

  /**
   * Puts who makes a place by hand into the record of its description.
   *
   * @param record as {@link PlaceCodec} makes it; its {@code name} is to be protected
   */
  public static void putMaker(ObjectNode record, Author by, Signing signing) {
    DecisionCodec.encode(by, signing, record);
  }

  /**
   * Who made a place by hand; empty where its record is an import's.
   *
   * @throws MalformedRecordException where it names somebody and is not in form
   */
  public static Optional<Author> findMaker(ObjectNode record) {
    return new Members(record, "").to(DecisionCodec::findAuthor);
  }
}
