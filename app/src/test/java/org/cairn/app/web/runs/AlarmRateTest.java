package org.cairn.app.web.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmRateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1 | 5000 | with 5,000 places some 500 false alarms a year, about 9.6 a week",
        "0.1 | 40 | with 40 places some 4 false alarms a year",
        "0.1 | 10 | with 10 places about one false alarm a year",
        "0.01 | 1 | with 1 place one false alarm in some 100 years",
        "0.5 | 0 | for each place one false alarm in 2 years"
      })
  void says_how_many_false_alarms_there_will_be(double rate, long places, String words) {
    Texts t = Texts.of(Language.ENGLISH, RunsConfiguration.class);
    assertThat(new AlarmRate(rate, places).words(t)).isEqualTo(words);
  }
}
