package org.cairn.heritage.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.review.Author;
import org.junit.jupiter.api.Test;

class PlaceHistoryTest {
  private static final Author ONE = new Author("p1", Optional.empty(), "o1", "One Trust");
  private static final Author TWO = new Author("p2", Optional.empty(), "o2", "Two Trust");

  private static DescriptionEntry described(long entry, Statement... statements) {
    return new DescriptionEntry(
        entry,
        Optional.empty(),
        PlaceDescription.of("mill", statements).withSensitivity(Sensitivity.generalised(100)),
        Optional.empty());
  }

  private static ContributionEntry at(long entry, Contribution contribution) {
    return new ContributionEntry(entry, Optional.of("t" + entry), contribution);
  }

  private static Contribution says(Author by, String name) {
    return Contribution.of("mill", by, Name.of(name));
  }

  private static List<String> names(PlaceHistory history) {
    return history.place().names().stream().map(Name::text).toList();
  }

  @Test
  void contributions_follow_what_was_imported_kind_by_kind_with_their_origins() {
    PlaceType type = PlaceType.of(Term.unknown("mill"));
    PlaceHistory history =
        PlaceHistory.of(described(1, Name.of("Old Mill"), type))
            .with(at(2, Contribution.of("mill", TWO, Description.of("Two wheels."))))
            .with(at(3, says(ONE, "Mill of the Bridge")));

    assertThat(history.place())
        .isEqualTo(
            described(
                    1,
                    Name.of("Old Mill"),
                    Name.of("Mill of the Bridge"),
                    type,
                    Description.of("Two wheels."))
                .place());
    assertThat(history.origins())
        .containsExactly(
            new StatementOrigin(1, Optional.empty(), Optional.empty()),
            new StatementOrigin(3, Optional.of("t3"), Optional.of(ONE)),
            new StatementOrigin(1, Optional.empty(), Optional.empty()),
            new StatementOrigin(2, Optional.of("t2"), Optional.of(TWO)));
    assertThat(history.entry()).isEqualTo(3);
    assertThat(history.time()).contains("t3");
  }

  @Test
  void a_correction_takes_the_place_of_what_it_corrects_and_history_keeps_both() {
    PlaceHistory history =
        PlaceHistory.of(described(1, Name.of("Old Mill")))
            .with(at(2, says(ONE, "Mil")))
            .with(at(3, says(TWO, "Tower")))
            .with(at(4, says(ONE, "Mill").withReplaces(2)));
    assertThat(names(history)).containsExactly("Old Mill", "Tower", "Mill");
    PlaceHistory twice = history.with(at(5, says(ONE, "Moulin").withReplaces(2)));
    assertThat(names(twice)).containsExactly("Old Mill", "Tower", "Mill", "Moulin");
    PlaceHistory takenBack = twice.with(at(6, Contribution.takingBack("mill", ONE, 4)));
    assertThat(names(takenBack)).containsExactly("Old Mill", "Tower", "Moulin");
    assertThat(takenBack.contributions()).hasSize(5);
  }

  @Test
  void a_newer_description_replaces_the_one_before_and_no_contribution() {
    PlaceHistory history =
        PlaceHistory.of(described(1, Name.of("Old Mill")))
            .with(at(2, says(ONE, "Mill")))
            .with(described(3, Name.of("New Mill")));
    assertThat(names(history)).containsExactly("New Mill", "Mill");
    assertThat(history.entry()).isEqualTo(3);
    assertThat(history.time()).isEmpty();
    assertThat(history.described().place().names()).hasSize(1);
  }

  @Test
  void only_the_organisation_that_said_something_corrects_it() {
    PlaceHistory history =
        PlaceHistory.of(described(1, Name.of("Old Mill"))).with(at(2, says(ONE, "Mill")));
    assertThatThrownBy(() -> history.check(says(TWO, "Tower").withReplaces(2)))
        .hasMessageContaining("organisation 'o2'");
    assertThatThrownBy(() -> history.check(says(ONE, "Tower").withReplaces(1)))
        .hasMessageContaining("found 1");
    assertThatThrownBy(() -> history.check(Contribution.of("fort", ONE, Name.of("Fort"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'fort'");
  }

  @Test
  void a_contribution_says_something_or_takes_something_back() {
    assertThatThrownBy(() ->
            new Contribution(
                "mill",
                ONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new org.cairn.heritage.review.Signing.ByNode()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found neither");
  }
}
