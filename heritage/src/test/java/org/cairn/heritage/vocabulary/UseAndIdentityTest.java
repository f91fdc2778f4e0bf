package org.cairn.heritage.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.junit.jupiter.api.Test;

class UseAndIdentityTest {
  @Test
  void has_what_vocabularies_of_fabric_cannot_say_in_three_languages() {
    assertThat(UseAndIdentity.terms().terms())
        .extracting(VocabularyTerm::id)
        .containsExactly(
            "change-of-use",
            "closure",
            "inscription-or-mark-removed",
            "inscription-or-mark-replaced",
            "re-attribution",
            "relocation",
            "graves-disturbed");
    for (VocabularyTerm term : UseAndIdentity.terms().terms()) {
      assertThat(term.labels().keySet()).containsExactly("en", "fr", "ar");
      assertThat(term.scopeNotes().keySet()).containsExactly("en", "fr", "ar");
      assertThat(term.near()).allSatisfy(path -> assertThat(Eamena.findByPath(path)).isPresent());
    }
    assertThat(UseAndIdentity.terms().find("FERMETURE")).isPresent();
    assertThat(UseAndIdentity.terms().find("اغلاق")).isPresent();
  }

  @Test
  void asserts_neither_cause_nor_intent() {
    for (VocabularyTerm term : UseAndIdentity.terms().terms()) {
      String note = term.scopeNotes().getOrDefault("en", "").toLowerCase(Locale.ROOT);
      assertThat(note).contains("says nothing of");
      assertThat(note)
          .doesNotContain(
              "deliberate", "desecrat", "destroy", "steal", "illegal", "violat", "vandal");
    }
  }

  @Test
  void a_change_is_a_claim_with_author_and_evidence() {
    Term closure = Term.of(UseAndIdentity.terms().get("closure"));
    Attribution claim =
        Attribution.by("Survey A").withSources(List.of(Source.cited("Visit of 1 May 2020")));
    UseChange change =
        new UseChange(
            closure, Optional.of("in use"), Optional.of("locked"), Optional.empty(), claim);
    assertThat(change.change().id()).contains("use-and-identity/closure");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new UseChange(
                closure,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Attribution.by("Survey A")))
        .withMessageContaining("evidence");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new UseChange(
                closure, Optional.empty(), Optional.empty(), Optional.empty(), Attribution.NONE))
        .withMessageContaining("author");
  }
}
