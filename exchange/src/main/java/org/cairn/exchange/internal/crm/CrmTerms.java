package org.cairn.exchange.internal.crm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.json.Json;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Term;
import tools.jackson.databind.node.ObjectNode;

/**
 * Types (E55) as terms, both ways: of the AAT by their URI, of others by their URI or, where they
 * have none, by an identifier {@code vocabulary:id}. What a type answers other than "what is it" is
 * a type of the type: {@code function}, {@code form}, {@code class}.
 */
final class CrmTerms {
  private static final String AAT = "http://vocab.getty.edu/aat/";
  private static final Pattern AAT_URI =
      Pattern.compile("https?://vocab\\.getty\\.edu/(?:page/)?aat/(3\\d{8})/?|aat:(3\\d{8})");
  private static final Pattern PREFIXED =
      Pattern.compile("([A-Za-z][A-Za-z0-9_.-]{0,29}):(?!//)(.*\\S.*)", Pattern.DOTALL);

  private CrmTerms() {}

  static Optional<Term> read(Node type) {
    Optional<String> label = type.label().or(type::text);
    Optional<String> own = type.id();
    Optional<String> identifier =
        type.all(Crm.IDENTIFIED_BY).stream()
            .filter(each -> each.is("E42_Identifier"))
            .flatMap(each -> each.text().stream())
            .findFirst();
    if (own.isEmpty() && label.isEmpty() && identifier.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> language =
        type.all(Crm.LABEL).stream().flatMap(each -> each.language().stream()).findFirst();
    if (own.isPresent()) {
      Matcher aat = AAT_URI.matcher(own.get());
      if (aat.matches()) {
        String number = aat.group(1) == null ? aat.group(2) : aat.group(1);
        return Optional.of(new Term(Optional.of("aat"), Optional.of(number), label, language));
      }
      return Optional.of(new Term(Optional.empty(), own, label, language));
    }
    if (identifier.isPresent()) {
      Matcher prefixed = PREFIXED.matcher(identifier.get());
      return Optional.of(
          prefixed.matches()
              ? new Term(
                  Optional.of(prefixed.group(1)), Optional.of(prefixed.group(2)), label, language)
              : new Term(Optional.empty(), identifier, label, language));
    }
    return Optional.of(new Term(Optional.empty(), Optional.empty(), label, language));
  }

  /** A tag of BCP 47, or the English name of a language. */
  static Optional<String> languageTag(String text) {
    if (!CleanText.languageTag(text).isEmpty()) {
      return Optional.of(text);
    }
    return Arrays.stream(Locale.getISOLanguages())
        .filter(each -> Locale.of(each).getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(text))
        .findFirst();
  }

  static PlaceType.Facet facet(Node type) {
    return type.all(Crm.HAS_TYPE).stream()
        .flatMap(each -> each.label().stream())
        .flatMap(label ->
            Arrays.stream(PlaceType.Facet.values()).filter(each -> each.code().equals(label)))
        .findFirst()
        .orElse(PlaceType.Facet.TYPE);
  }

  static ObjectNode write(Term term, PlaceType.Facet facet) {
    ObjectNode json = write(term);
    if (facet != PlaceType.Facet.TYPE) {
      json.withArrayProperty("classified_as")
          .addObject()
          .put("type", "Type")
          .put("_label", facet.code());
    }
    return json;
  }

  static ObjectNode write(Term term) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    Optional<String> uri =
        term.vocabulary().equals(Optional.of("aat"))
            ? term.id().map(AAT::concat)
            : term.vocabulary().isEmpty() ? term.id() : Optional.empty();
    uri.ifPresent(id -> json.put("id", id));
    json.put("type", "Type");
    term.label().ifPresent(label -> json.put("_label", label));
    if (uri.isEmpty() && term.id().isPresent()) {
      json.withArrayProperty("identified_by")
          .addObject()
          .put("type", "Identifier")
          .put("content", term.vocabulary().map(v -> v + ":").orElse("") + term.id().get());
    }
    return json;
  }
}
