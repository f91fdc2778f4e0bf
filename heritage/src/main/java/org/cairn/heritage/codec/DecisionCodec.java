package org.cairn.heritage.codec;

import java.util.Optional;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Signing;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who decided something, and by whose key that is signed, as members of a record. {@code name} is
 * to be kept out of an open log.
 *
 * <pre>
 * {"person":ID,"name":TEXT,"organisation":{"id":ID,"name":TEXT},
 *  "signed":{"by":"node"} or {"by":"passkey","credential":…,"client_data":…,"authenticator_data":…,"signature":…,
 *            "together":[…] where it was not signed alone}}
 * </pre>
 */
public final class DecisionCodec {
  static final String NAME = "name";

  private static final String PERSON = "person";
  private static final String ORGANISATION = "organisation";
  private static final String SIGNED = "signed";
  private static final String NODE = "node";
  private static final String PASSKEY = "passkey";
  private static final String TOGETHER = "together";

  private DecisionCodec() {}

  static void encode(Author author, Signing signing, ObjectNode json) {
    json.put(PERSON, author.person());
    StatementCodec.put(json, NAME, author.name());
    json.putObject(ORGANISATION)
        .put("id", author.organisation())
        .put("name", author.organisationName());
    json.set(SIGNED, encode(signing));
  }

  /** Value of member {@code signed}. */
  public static ObjectNode encode(Signing signing) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (signing) {
      case Signing.ByNode node -> json.put("by", NODE);
      case Signing.ByPasskey passkey -> {
        json.put("by", PASSKEY)
            .put("credential", passkey.credential())
            .put("client_data", passkey.clientData())
            .put("authenticator_data", passkey.authenticatorData())
            .put("signature", passkey.signature());
        if (!passkey.together().isEmpty()) {
          passkey.together().forEach(json.putArray(TOGETHER)::add);
        }
        yield json;
      }
    };
  }

  static Author author(Members json) {
    Members organisation = json.object(ORGANISATION, each -> each);
    return new Author(
        json.text(PERSON), json.find(NAME), organisation.text("id"), organisation.text("name"));
  }

  /** Empty where nobody is named. */
  static Optional<Author> findAuthor(Members json) {
    return json.find(PERSON).isPresent() ? Optional.of(author(json)) : Optional.empty();
  }

  static Signing signing(Members json) {
    return json.object(SIGNED, DecisionCodec::read);
  }

  /**
   * By whose key a record is signed.
   *
   * @throws MalformedRecordException where its member {@code signed} is missing or not in form
   */
  public static Signing signing(ObjectNode record) {
    return new Members(record, "").to(DecisionCodec::signing);
  }

  private static Signing read(Members signed) {
    return switch (signed.text("by")) {
      case NODE -> new Signing.ByNode();
      case PASSKEY ->
          new Signing.ByPasskey(
              signed.text("credential"),
              signed.text("client_data"),
              signed.text("authenticator_data"),
              signed.text("signature"),
              signed.texts(TOGETHER));
      default -> throw signed.malformed("by", "expected 'node' or 'passkey', found another");
    };
  }
}
