package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words of accounts in all languages. */
class PeopleTextsTest {
  private static final Pattern PLURAL = Pattern.compile("\\[\\w+]$");

  @ParameterizedTest
  @EnumSource
  void every_language_says_everything(Language language) {
    Properties english = Texts.load(Language.ENGLISH, People.class);
    Properties own = Texts.load(language, People.class);
    assertThat(stems(own)).isEqualTo(stems(english));
    for (String key : own.stringPropertyNames()) {
      String stem = PLURAL.matcher(key).replaceAll("");
      if (!stem.equals(key)) {
        for (Language.Plural plural : language.plurals()) {
          assertThat(own).containsKey(stem + plural.suffix());
        }
      } else {
        assertThat(own.getProperty(key).contains("{0}"))
            .as(key)
            .isEqualTo(english.getProperty(key).contains("{0}"));
      }
      // A straight quote would begin a literal of MessageFormat.
      assertThat(own.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
    }
  }

  private static TreeSet<String> stems(Properties texts) {
    TreeSet<String> stems = new TreeSet<>();
    texts.stringPropertyNames().forEach(key -> stems.add(PLURAL.matcher(key).replaceAll("")));
    return stems;
  }
}
