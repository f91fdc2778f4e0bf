package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What must hold of everything that is printed. */
final class Messages {
  private static final Pattern INNARDS =
      Pattern.compile(
          "\\tat |\\b[a-z]+(\\.[a-z]+)+\\.[A-Z]\\w+|\\w+Exception\\b|\\w+Error\\b|this should not have happened|(?<!')\\bnull\\b");

  private Messages() {}

  /** No stack trace, class name or "null": words only. */
  static void assertForPeople(Cli.Run run) {
    assertThat(INNARDS.matcher(run.err()).results().map(match -> match.group()).toList())
        .as("innards in: %s", run.err())
        .isEmpty();
    assertThat(INNARDS.matcher(run.out()).results().map(match -> match.group()).toList())
        .as("innards in: %s", run.out())
        .isEmpty();
  }
}
