package org.cairn.heritage.casework;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.heritage.TextLimit;

/** Something that belongs to a case. Immutable. */
public sealed interface CaseItem {
  /**
   * @param alert its id
   */
  record OfAlert(String alert) implements CaseItem {
    public OfAlert {
      TextLimit.URI.check("the id of an alert", alert);
    }
  }

  /**
   * @param place its id
   */
  record OfPlace(String place) implements CaseItem {
    public OfPlace {
      TextLimit.URI.check("the id of a place", place);
    }
  }

  /**
   * An assessment of a place's condition.
   *
   * @param place its id
   * @param entry of the ledger that says it
   */
  record OfAssessment(String place, long entry) implements CaseItem {
    public OfAssessment {
      TextLimit.URI.check("the id of a place", place);
      if (entry < 0) {
        throw new IllegalArgumentException(
            "Expected the index of an assessment's entry, found " + entry);
      }
    }
  }

  /**
   * Something published elsewhere; never fetched.
   *
   * @param uri with scheme http or https; empty where it was erased
   * @param title what it is called, in somebody's words
   */
  record OfSource(Optional<String> uri, Optional<String> title) implements CaseItem {
    private static final Pattern LINK =
        Pattern.compile("https?://[^\\s\\p{Cc}]+", Pattern.CASE_INSENSITIVE);

    public OfSource {
      TextLimit.URI.check("the address of a source", uri);
      TextLimit.SHORT.check("the title of a source", title);
      if (uri.isPresent() && !LINK.matcher(uri.get()).matches()) {
        throw new IllegalArgumentException(
            "Expected an address that begins with http:// or https:// for a source, found '%s'"
                .formatted(TextLimit.excerpt(uri.get())));
      }
    }

    /** One of which nothing is known any more. */
    public static final OfSource ERASED = new OfSource(Optional.empty(), Optional.empty());

    public static OfSource of(String uri, String title) {
      return new OfSource(Optional.of(uri), Optional.of(title));
    }
  }

  /** Whether another is the same thing; of a source that was erased nobody can tell. */
  default boolean isSame(CaseItem other) {
    return switch (this) {
      case OfSource source ->
          source.uri().isPresent()
              && other instanceof OfSource one
              && one.uri().equals(source.uri());
      case OfAlert alert -> alert.equals(other);
      case OfPlace place -> place.equals(other);
      case OfAssessment assessment -> assessment.equals(other);
    };
  }
}
