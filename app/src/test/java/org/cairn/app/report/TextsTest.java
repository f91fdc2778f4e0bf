package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.app.text.Language;
import org.cairn.app.text.Language.Plural;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Alert.Direction;
import org.cairn.heritage.Coverage.Status;
import org.cairn.watch.AlertEvidence.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
  private static final Properties ENGLISH = Texts.load(Language.ENGLISH, HtmlReport.class);

  private final Texts english = Texts.of(Language.ENGLISH, HtmlReport.class);
  private final Texts french = Texts.of(Language.FRENCH, HtmlReport.class);
  private final Texts arabic = Texts.of(Language.ARABIC, HtmlReport.class);

  @ParameterizedTest
  @EnumSource
  void has_the_keys_of_english_in_the_plural_forms_of_the_language(Language language) {
    Set<String> expected = new TreeSet<>();
    for (String key : ENGLISH.stringPropertyNames()) {
      int bracket = key.indexOf('[');
      if (bracket < 0) {
        expected.add(key);
      } else {
        for (Plural plural : language.plurals()) {
          expected.add(key.substring(0, bracket) + plural.suffix());
        }
      }
    }
    assertThat(new TreeSet<>(Texts.load(language, HtmlReport.class).stringPropertyNames()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void fills_in_what_english_fills_in(Language language) {
    Properties messages = Texts.load(language, HtmlReport.class);
    for (String key : messages.stringPropertyNames()) {
      int bracket = key.indexOf('[');
      Set<String> expected =
          placeholders(
              ENGLISH.getProperty(
                  bracket < 0 ? key : key.substring(0, bracket) + Plural.OTHER.suffix()));
      Set<String> found = placeholders(messages.getProperty(key));
      boolean saysTheNumberInWords =
          key.endsWith(Plural.ZERO.suffix())
              || key.endsWith(Plural.ONE.suffix())
              || key.endsWith(Plural.TWO.suffix());
      if (saysTheNumberInWords) {
        expected.remove("0");
        found.remove("0");
      }
      assertThat(found).as(key).isEqualTo(expected);
    }
  }

  private static Set<String> placeholders(String message) {
    return PLACEHOLDER
        .matcher(message)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource
  void quotes_nothing_by_accident(Language language) {
    Properties messages = Texts.load(language, HtmlReport.class);
    assertThat(messages.values()).noneMatch(message -> message.toString().contains("'"));
    assertThat(messages.values()).noneMatch(message -> message.toString().isBlank());
  }

  @ParameterizedTest
  @EnumSource
  void has_words_for_every_code(Language language) {
    Texts texts = Texts.of(language, HtmlReport.class);
    Arrays.stream(Direction.values())
        .forEach(value -> assertThat(texts.text("direction." + value.name())).isNotBlank());
    for (Status status : Status.values()) {
      assertThat(texts.text("status." + status.name())).isNotBlank();
      assertThat(texts.text("next." + status.name())).isNotBlank();
    }
    Arrays.stream(Look.values())
        .forEach(value -> assertThat(texts.text("look." + value.name())).isNotBlank());
  }

  @Test
  void counts_in_the_plural_forms_of_arabic() {
    assertThat(arabic.count("places.watched", 0)).endsWith("لا أماكن");
    assertThat(arabic.count("places.watched", 1)).endsWith("مكان واحد");
    assertThat(arabic.count("places.watched", 2)).endsWith("مكانان");
    assertThat(arabic.count("places.watched", 3)).endsWith("3 أماكن");
    assertThat(arabic.count("places.watched", 10)).endsWith("10 أماكن");
    assertThat(arabic.count("places.watched", 11)).endsWith("11 مكانًا");
    assertThat(arabic.count("places.watched", 99)).endsWith("99 مكانًا");
    assertThat(arabic.count("places.watched", 100)).endsWith("100 مكان");
    assertThat(arabic.count("places.watched", 102)).endsWith("102 مكان");
    assertThat(arabic.count("places.watched", 1003)).endsWith("1,003 أماكن");
  }

  @Test
  void counts_zero_and_one_and_a_half_as_singular_in_french() {
    assertThat(french.count("quiet.watched", 0)).startsWith("0 lieu a");
    assertThat(french.chance("chance.list", 1 / 1.5)).isEqualTo("par hasard une fois en 1,5 an");
    assertThat(french.count("quiet.watched", 2)).startsWith("2 lieux ont");
  }

  @Test
  void writes_an_interval_without_saying_a_month_or_year_twice() {
    LocalDate day = LocalDate.of(2026, 5, 3);
    assertThat(english.between(day, LocalDate.of(2026, 5, 11)))
        .isEqualTo("between 3 and 11 May 2026");
    assertThat(english.between(LocalDate.of(2026, 4, 28), day))
        .isEqualTo("between 28 April and 3 May 2026");
    assertThat(english.between(LocalDate.of(2025, 12, 28), day))
        .isEqualTo("between 28 December 2025 and 3 May 2026");
    assertThat(french.between(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 11)))
        .isEqualTo("entre le 1er et le 11 mai 2026");
    assertThat(arabic.between(day, LocalDate.of(2026, 5, 11))).isEqualTo("بين 3 و11 مايو 2026");
    assertThat(english.range(day, LocalDate.of(2026, 5, 11))).isEqualTo("3–11 May 2026");
    assertThat(english.range(day, day)).isEqualTo("3 May 2026");
  }

  @Test
  void writes_instants_in_utc() {
    assertThat(english.instant(Instant.parse("2026-06-15T23:59:10Z")))
        .isEqualTo("15 June 2026, 23:59 UTC");
  }

  @Test
  void says_chance_as_years_or_times_or_rarer_than_can_be_known() {
    assertThat(english.chance("chance.list", 1 / 143.0)).isEqualTo("by chance once in 140 years");
    assertThat(english.chance("chance.list", 1)).isEqualTo("by chance once in 1 year");
    assertThat(english.chance("chance.list", 2.5)).isEqualTo("by chance about 2.5 times a year");
    assertThat(english.chance("chance.list", 0))
        .isEqualTo("by chance less than once in 10,000 years");
    assertThat(english.chance("chance.list", Double.NaN))
        .isEqualTo("by chance less than once in 10,000 years");
    assertThat(arabic.chance("chance.list", 0.5)).isEqualTo("بالصدفة مرة كل سنتين");
  }

  @Test
  void rounds_areas_and_lengths_to_what_pixels_can_tell() {
    assertThat(english.area(378)).isEqualTo("380\u00a0m²");
    assertThat(english.area(1154)).isEqualTo("1,150\u00a0m²");
    assertThat(english.area(12_345_678)).isEqualTo("12.35\u00a0km²");
    assertThat(english.area(Double.NaN)).isEqualTo("–");
    assertThat(english.length(720)).isEqualTo("720\u00a0m");
    assertThat(english.length(1900)).isEqualTo("1.9\u00a0km");
    assertThat(french.length(1900)).isEqualTo("1,9\u00a0km");
  }

  @Test
  void never_writes_a_small_change_as_none() {
    assertThat(english.contrast(0.1234)).isEqualTo("0.12");
    assertThat(english.contrast(0.1)).isEqualTo("0.10");
    assertThat(english.contrast(0.0043)).isEqualTo("0.0043");
    assertThat(english.estimate(0.0041)).isEqualTo("0.0041");
  }

  @Test
  void never_writes_minus_nothing() {
    assertThat(english.value(-0.001)).isEqualTo("0.00");
    assertThat(english.value(-0.3)).isEqualTo("-0.30");
    assertThat(english.value(Double.NEGATIVE_INFINITY)).isEqualTo("–");
  }
}
