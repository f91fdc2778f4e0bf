package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * A record of the place somewhere else.
 *
 * @param scheme code of a {@link LinkScheme}, or the source's own; empty where the identifier is a
 *     URI of no known scheme
 * @param identifier in the scheme: {@code Q1953}; else as read
 * @param match how close the two are
 * @param matchAsRead the source's own word for that, where it is none of ours
 */
public record Link(
    Optional<String> scheme,
    String identifier,
    Match match,
    Optional<String> matchAsRead,
    Attribution attribution)
    implements Statement {
  public Link {
    TextLimit.SHORT.check("a link's scheme", scheme);
    TextLimit.URI.check("a link's identifier", identifier);
    TextLimit.SHORT.check("a link's type", matchAsRead);
  }

  public static Link of(String scheme, String identifier, Match match) {
    return new Link(Optional.of(scheme), identifier, match, Optional.empty(), Attribution.NONE);
  }

  /** Recognises the scheme of a prefixed identifier or a URI; others are kept as they are. */
  public static Link read(String identifier, Match match) {
    return LinkScheme.find(identifier)
        .map(found -> of(found.scheme().code(), found.identifier(), match))
        .orElseGet(() ->
            new Link(Optional.empty(), identifier, match, Optional.empty(), Attribution.NONE));
  }

  public Link withMatchAsRead(String matchAsRead) {
    return new Link(scheme, identifier, match, Optional.of(matchAsRead), attribution);
  }

  @Override
  public Link withAttribution(Attribution attribution) {
    return new Link(scheme, identifier, match, matchAsRead, attribution);
  }

  /** The address of the record, where the scheme is known or the identifier is one itself. */
  public Optional<String> uri() {
    return scheme
        .flatMap(LinkScheme::ofCode)
        .map(known -> known.uri(identifier))
        .or(() ->
            identifier.matches("(?s)https?://.*") ? Optional.of(identifier) : Optional.empty());
  }

  @Override
  public StatementKind kind() {
    return StatementKind.LINK;
  }

  /** Codes are written to records; adding one is compatible. */
  public enum Match {
    /** The record this statement was itself read from: an identifier of the source. */
    SOURCE_RECORD("source-record"),
    EXACT("exact-match"),
    CLOSE("close-match"),
    BROAD("broad-match"),
    NARROW("narrow-match"),
    RELATED("related-match"),
    PRIMARY_TOPIC_OF("primary-topic-of"),
    SUBJECT_OF("subject-of"),
    SEE_ALSO("see-also"),
    /** Anything else; see {@link Link#matchAsRead()}. */
    OTHER("other");

    private final String code;

    Match(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
