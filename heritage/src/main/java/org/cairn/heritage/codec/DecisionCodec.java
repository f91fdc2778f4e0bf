package org.cairn.heritage.codec;

import java.util.Optional;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Signing;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who decided something, and by whose key that is signed, as members of a record. {@code name} is
 * to be kept out of an open log.
 *
 * <pre>
 * {"person":ID,"name":TEXT,"organisation":{"id":ID,"name":TEXT},
 *  "signed":{"by":"node"} or {"by":"passkey","credential":…,"client_data":…,"authenticator_data":…,"signature":…}}
 * </pre>
 */
final class DecisionCodec {
  static final String NAME = "name";

  private static final String PERSON = "person";
  private static final String ORGANISATION = "organisation";
  private static final String SIGNED = "signed";
  private static final String NODE = "node";
  private static final String PASSKEY = "passkey";

  private DecisionCodec() {}

  static void encode(Author author, Signing signing, ObjectNode json) {
    json.put(PERSON, author.person());
    StatementCodec.put(json, NAME, author.name());
    json.putObject(ORGANISATION)
        .put("id", author.organisation())
        .put("name", author.organisationName());
    encode(signing, json.putObject(SIGNED));
  }

  private static void encode(Signing signing, ObjectNode json) {
    switch (signing) {
      case Signing.ByNode node -> json.put("by", NODE);
      case Signing.ByPasskey passkey ->
          json.put("by", PASSKEY)
              .put("credential", passkey.credential())
              .put("client_data", passkey.clientData())
              .put("authenticator_data", passkey.authenticatorData())
              .put("signature", passkey.signature());
    }
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
    return json.object(
        SIGNED,
        each -> {
          String by = each.text("by");
          return switch (by) {
            case NODE -> new Signing.ByNode();
            case PASSKEY ->
                new Signing.ByPasskey(
                    each.text("credential"),
                    each.text("client_data"),
                    each.text("authenticator_data"),
                    each.text("signature"));
            default -> throw each.malformed("by", "expected 'node' or 'passkey', found another");
          };
        });
  }
}
