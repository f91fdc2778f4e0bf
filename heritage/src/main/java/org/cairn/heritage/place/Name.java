package org.cairn.heritage.place;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * What somebody calls a place. None of a place's names is "the" name.
 *
 * @param text as the source spells it, up to 100,000 characters, never normalised
 * @param language BCP 47 tag, as read
 * @param script ISO 15924 code of the text, where the source or the letters say it
 * @param romanisations the same name in Latin letters
 * @param role what kind of name it is: one of {@link NameRole}, or the source's own word
 */
public record Name(
    String text,
    Optional<String> language,
    Optional<String> script,
    List<Romanisation> romanisations,
    Optional<Term> role,
    Attribution attribution)
    implements Statement {
  public Name {
    TextLimit.NAME.check("a place's name", text);
    Language.check(language);
    Language.checkScript(script);
    romanisations = List.copyOf(romanisations);
  }

  public static Name of(String text) {
    return new Name(
        text, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Attribution.NONE);
  }

  public static Name of(String text, String language) {
    return of(text).withLanguage(language);
  }

  public Name withLanguage(String language) {
    return new Name(text, Optional.of(language), script, romanisations, role, attribution);
  }

  public Name withScript(String script) {
    return new Name(text, language, Optional.of(script), romanisations, role, attribution);
  }

  public Name withRomanisations(List<Romanisation> romanisations) {
    return new Name(text, language, script, romanisations, role, attribution);
  }

  public Name withRole(Term role) {
    return new Name(text, language, script, romanisations, Optional.of(role), attribution);
  }

  @Override
  public Name withAttribution(Attribution attribution) {
    return new Name(text, language, script, romanisations, role, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.NAME;
  }

  /**
   * A name written in Latin letters.
   *
   * @param system by which it was made, as read, for example {@code ISO 233}
   */
  public record Romanisation(String text, Optional<String> system) {
    public Romanisation {
      TextLimit.NAME.check("a romanised name", text);
      TextLimit.SHORT.check("a romanisation's system", system);
    }
  }
}
