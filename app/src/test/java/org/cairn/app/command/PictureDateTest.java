package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureDateTest {
  @ParameterizedTest
  @CsvSource({
    "2023-12-01, 2023-12-01, false",
    "20231201, 2023-12-01, false",
    "2023_12_31, 2023-12-31, false",
    "2023.02.28, 2023-02-28, false",
    "2023 12 24, 2023-12-24, false",
    "2023_12, 2023-12-01, true",
    "2023-12, 2023-12-01, true",
    "202312, 2023-12-01, true",
    "site_171_2016_12, 2016-12-01, true",
    "mosaic-2023-12-05-v2, 2023-12-05, false",
    "20231205T101530_T33, 2023-12-05, false",
    "S2A_20231201T101530_N0509_20231201T140000, 2023-12-01, false",
    "2023-12_2023-12-05, 2023-12-05, false",
    "2000_50 of 2023-12-05, 2023-12-05, false",
    "٢٠٢٣-١٢-٠٥, 2023-12-05, false",
  })
  void finds_the_one_date_of_a_name(String name, LocalDate date, boolean toTheMonth) {
    assertThat(PictureDate.in(name)).isEqualTo(new PictureDate.Dated(date, toTheMonth));
  }

  @ParameterizedTest
  @CsvSource({
    "mask, picture-without-date",
    "site_171_mask, picture-without-date",
    "1920_1080, picture-without-date",
    "12345678, picture-without-date",
    "'', picture-without-date",
    "2023, picture-without-date",
    "2023-13, picture-impossible-date",
    "2023-02-30, picture-impossible-date",
    "20230001, picture-impossible-date",
    "2023-11 and 2023-12, picture-two-dates",
    "20231201_20240101, picture-two-dates",
    "2023-11 2023-12-05, picture-two-dates",
  })
  void says_what_is_wrong_with_a_name(String name, String code) {
    assertThat(PictureDate.in(name))
        .isInstanceOfSatisfying(
            PictureDate.Undated.class,
            undated -> {
              assertThat(undated.code()).isEqualTo(code);
              assertThat(undated.why()).contains("such as 2023-12-01");
            });
  }
}
