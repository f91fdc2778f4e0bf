package org.cairn.app.web.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.api.Problem;
import org.cairn.app.web.assess.AssessConfiguration;
import org.cairn.app.web.map.OwnLayers;
import org.cairn.app.web.news.DigestText;
import org.cairn.app.web.ogc.OgcConfiguration;
import org.cairn.app.web.place.PlaceConfiguration;
import org.cairn.app.web.review.ReviewConfiguration;
import org.cairn.app.web.runs.RunsConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTextsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9])}");

  /** By key without its plural form: the placeholders of every form together. */
  private static Map<String, Set<String>> placeholders(Language language, Class<?> owner) {
    Properties texts = Texts.load(language, owner);
    Map<String, Set<String>> all = new TreeMap<>();
    for (String key : texts.stringPropertyNames()) {
      Set<String> found = all.computeIfAbsent(key.replaceAll("\\[.*", ""), stem -> new TreeSet<>());
      Matcher matcher = PLACEHOLDER.matcher(texts.getProperty(key));
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Frame.class,
        PlaceConfiguration.class,
        ReviewConfiguration.class,
        AssessConfiguration.class,
        CaseworkConfiguration.class,
        OwnLayers.class,
        DigestText.class,
        Problem.class,
        RunsConfiguration.class,
        OgcConfiguration.class
      })
  void have_the_same_keys_and_placeholders_in_every_language(Class<?> owner) {
    Map<String, Set<String>> english = placeholders(Language.ENGLISH, owner);
    assertThat(placeholders(Language.FRENCH, owner)).isEqualTo(english);
    assertThat(placeholders(Language.ARABIC, owner)).isEqualTo(english);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        AssessConfiguration.class,
        CaseworkConfiguration.class,
        DigestText.class,
        RunsConfiguration.class
      })
  void have_every_plural_form(Class<?> owner) {
    for (Language language : Language.values()) {
      Properties texts = Texts.load(language, owner);
      Set<String> counted = new TreeSet<>();
      for (String key : texts.stringPropertyNames()) {
        if (key.contains("[")) {
          counted.add(key.replaceAll("\\[.*", ""));
        }
      }
      assertThat(counted).isNotEmpty();
      for (String key : counted) {
        for (double number : List.of(0.0, 1.0, 2.0, 3.0, 11.0, 100.0)) {
          assertThat(Texts.of(language, owner).count(key, number)).isNotBlank();
        }
      }
    }
  }
}
