package org.cairn.app.web.ogc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cairn.app.web.ogc.cql.Cql2Context;
import org.cairn.app.web.ogc.cql.Cql2Exception;
import org.cairn.app.web.ogc.cql.Cql2Json;
import org.cairn.app.web.ogc.cql.Cql2Text;
import org.cairn.register.FeatureFilter;
import org.cairn.register.FeatureProperty.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading CQL2, and refusing what is none. */
class Cql2Test {
  private static final Cql2Context CONTEXT = new Cql2Context(queryables(), Optional::of);

  private static Map<String, Type> queryables() {
    Map<String, Type> all = new LinkedHashMap<>();
    all.put("name", Type.TEXT);
    all.put("score", Type.NUMBER);
    all.put("seen", Type.DATE);
    return all;
  }

  private static FeatureFilter text(String filter) throws Cql2Exception {
    return Cql2Text.parse(filter, CONTEXT);
  }

  private static FeatureFilter json(String filter) throws Cql2Exception {
    return Cql2Json.parse(filter.replace('\'', '"'), CONTEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "score > 3 | {'op':'>','args':[{'property':'score'},3]}",
        "NOT name = 'a' | {'op':'not','args':[{'op':'=','args':[{'property':'name'},'a']}]}",
        "name LIKE 'a%' OR score IS NULL | {'op':'or','args':[{'op':'like','args':[{'property':'name'},'a%']},{'op':'isNull','args':[{'property':'score'}]}]}",
        "score BETWEEN 1 AND 2.5 | {'op':'between','args':[{'property':'score'},1,2.5]}",
        "name IN ('a', 'b') | {'op':'in','args':[{'property':'name'},['a','b']]}",
        "seen >= DATE('2026-01-01') | {'op':'>=','args':[{'property':'seen'},{'date':'2026-01-01'}]}",
        "CASEI(name) = CASEI('A') | {'op':'=','args':[{'op':'casei','args':[{'property':'name'}]},{'op':'casei','args':['A']}]}",
        "T_INTERSECTS(seen, INTERVAL('2026-01-01', '..')) | {'op':'t_intersects','args':[{'property':'seen'},{'interval':['2026-01-01','..']}]}",
        "S_INTERSECTS(geometry, POINT(1 2)) | {'op':'s_intersects','args':[{'property':'geometry'},{'type':'Point','coordinates':[1,2]}]}",
        "S_INTERSECTS(geometry, BBOX(1, 2, 3, 4)) | {'op':'s_intersects','args':[{'property':'geometry'},{'bbox':[1,2,3,4]}]}",
      })
  void text_and_json_mean_the_same(String text, String json) throws Exception {
    assertThat(text(text)).isEqualTo(json(json));
  }

  @Test
  void and_binds_closer_than_or_and_a_value_may_come_first() throws Exception {
    assertThat(text("score = 1 OR score = 2 AND score = 3"))
        .isEqualTo(text("score = 1 OR (score = 2 AND score = 3)"));
    assertThat(text("3 < score")).isEqualTo(text("score > 3"));
    assertThat(text("\"name\" = 'it''s'")).isEqualTo(text("name = 'it\\'s'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "score | At character 6 | an operator",
        "score > | At character 8 | a property or a value",
        "score > 'a' | At character 9 | a number",
        "nmae = 'a' | At character 1 | one of the properties name, score, seen, geometry",
        "name = 'a | At character 8 | a closing '",
        "name = 'a' name | At character 12 | AND, OR or the end",
        "(name = 'a' | At character 12 | ')'",
        "name ; DROP TABLE places | At character 6 | a name, a value or an operator",
        "name LIKE 3 | At character 11 | a text",
        "seen = DATE('2026-02-30') | At character 13 | a day",
        "S_WITHIN(geometry, POINT(1 2)) | At character 1 | one of S_INTERSECTS",
        "S_INTERSECTS(name, POINT(1 2)) | At character 14 | the property 'geometry'",
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 0))) | At character 24 | a valid geometry",
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))) | At character 24 | a valid geometry",
        "S_INTERSECTS(geometry, BBOX(0, 5, 1, 2)) | At character 28 | a lower corner",
        "CASEI(name) = 'a' | At character 15 | CASEI on both sides",
        "upper(name) = 'A' | At character 1 | CASEI, DATE",
        "score > 1e999 | At character 9 | a finite number",
        "`` | At character 1 | a property or a value",
      })
  void what_is_wrong_is_told_with_its_position(String filter, String where, String expected) {
    assertThatThrownBy(() -> text(filter))
        .isInstanceOf(Cql2Exception.class)
        .hasMessageContaining(where + ":")
        .hasMessageContaining("expected " + expected)
        .hasMessageContaining("found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | At character",
        "[] | $:",
        "{'op':'and','args':[true]} | $.args:",
        "{'op':'=','args':[{'property':'x'},1]} | $.args[0]:",
        "{'op':'=','args':[{'property':'name'},{'op':'upper','args':[]}]} | $.args[1]:",
        "{'op':'exec','args':[]} | $.op:",
        "{'op':'s_intersects','args':[{'property':'geometry'},{'type':'Point','coordinates':['a']}]} | $.args[1].coordinates:",
      })
  void what_is_wrong_in_json_is_told_with_its_path(String filter, String where) {
    assertThatThrownBy(() -> json(filter))
        .isInstanceOf(Cql2Exception.class)
        .hasMessageContaining(where);
  }

  @Test
  void what_is_too_deep_too_long_or_too_many_is_refused() {
    assertThatThrownBy(() -> text("(".repeat(5_000) + "score = 1" + ")".repeat(5_000)))
        .isInstanceOf(Cql2Exception.class)
        .hasMessageContaining("levels");
    assertThatThrownBy(() -> text("NOT ".repeat(3_000) + "score = 1"))
        .isInstanceOf(Cql2Exception.class)
        .hasMessageContaining("levels");
    assertThatThrownBy(() -> text("score = 1 OR ".repeat(1_100) + "score = 1"))
        .isInstanceOf(Cql2Exception.class)
        .hasMessageContaining("parts");
    assertThatThrownBy(() -> text("name = '" + "a".repeat(20_000) + "'"))
        .isInstanceOf(Cql2Exception.class)
        .hasMessageContaining("characters");
    assertThatThrownBy(() -> json("{'op':'not','args':[".repeat(600) + "true" + "]}".repeat(600)))
        .isInstanceOf(Cql2Exception.class);
  }

  @Test
  void noise_is_refused_and_nothing_else_happens() {
    String[] words = {
      "score",
      "name",
      "'a'",
      "(",
      ")",
      ",",
      "AND",
      "OR",
      "NOT",
      "LIKE",
      "IN",
      "BETWEEN",
      "=",
      "<",
      "3",
      "POINT",
      "S_INTERSECTS",
      "geometry",
      "\"",
      "'",
      "\u0000",
      "IS",
      "NULL",
      "DATE",
      "{",
      "é"
    };
    long seed = 7;
    Random random = new Random(seed);
    for (int each = 0; each < 20_000; each++) {
      StringBuilder filter = new StringBuilder();
      int length = random.nextInt(9);
      for (int word = 0; word < length; word++) {
        filter.append(words[random.nextInt(words.length)]).append(' ');
      }
      try {
        text(filter.toString());
      } catch (Cql2Exception told) {
        assertThat(told.getMessage()).as("seed %d: %s", seed, filter).contains("expected");
      }
    }
  }
}
