package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Verdict;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingSettingsTest {
  @TempDir private Path folder = Path.of("");
  private Workspace workspace;

  @BeforeEach
  void create() throws Exception {
    workspace = RegisterFixture.workspace(folder.resolve("w"));
  }

  private FindingRule with(String settings) throws Exception {
    Files.writeString(workspace.root().resolve("cairn.yaml"), settings);
    return workspace.findingRule();
  }

  @Test
  void a_new_workspace_has_the_usual_rule() throws Exception {
    assertThat(workspace.findingRule()).isEqualTo(FindingRule.USUAL);
  }

  @Test
  void the_settings_say_another() throws Exception {
    assertThat(
            with(
                "findings:\n  judgements: 3\n  organisations: 2\n  least_certainty: high\n  damage: [certain-damage]\n"))
        .isEqualTo(new FindingRule(3, 2, DegreeOfCertainty.HIGH, Set.of(Verdict.CERTAIN_DAMAGE)));
    assertThat(with("findings:\n  judgements: 1\n").organisations()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "findings: many",
        "findings: {judgement: 2}",
        "findings: {judgements: 0}",
        "findings: {judgements: two}",
        "findings: {judgements: 1, organisations: 2}",
        "findings: {least_certainty: sure}",
        "findings: {damage: [damage]}",
        "findings: {damage: []}",
        "findings: {damage: [cannot-tell]}"
      })
  void what_cannot_be_a_rule_is_refused_with_the_setting(String settings) {
    assertThatThrownBy(() -> with(settings))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("settings-format")
        .hasMessageContaining("findings");
  }
}
