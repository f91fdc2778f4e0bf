package org.cairn.heritage.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples are those of the Library of Congress's specification wherever it has one. */
class EdtfTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // level 0
        "1985-04-12, 1985-04-12, 1985-04-12",
        "1985-04, 1985-04-01, 1985-04-30",
        "1985, 1985-01-01, 1985-12-31",
        "1985-04-12T23:20:30, 1985-04-12, 1985-04-12",
        "1985-04-12T23:20:30Z, 1985-04-12, 1985-04-12",
        "1985-04-12T23:20:30-04, 1985-04-12, 1985-04-12",
        "1985-04-12T23:20:30+04:30, 1985-04-12, 1985-04-12",
        "1964/2008, 1964-01-01, 2008-12-31",
        "2004-06/2006-08, 2004-06-01, 2006-08-31",
        "2004-02-01/2005-02-08, 2004-02-01, 2005-02-08",
        "2004-02-01/2005-02, 2004-02-01, 2005-02-28",
        "2005/2006-02, 2005-01-01, 2006-02-28",
        "0000, 0000-01-01, 0000-12-31",
        "0000-02-29, 0000-02-29, 0000-02-29",
        // level 1
        "Y170000002, +170000002-01-01, +170000002-12-31",
        "Y-170000002, -170000002-01-01, -170000002-12-31",
        "2001-21, 2001-03-01, 2001-11-30",
        "1984?, 1984-01-01, 1984-12-31",
        "2004-06~, 2004-06-01, 2004-06-30",
        "2004-06-11%, 2004-06-11, 2004-06-11",
        "201X, 2010-01-01, 2019-12-31",
        "20XX, 2000-01-01, 2099-12-31",
        "2004-XX, 2004-01-01, 2004-12-31",
        "1985-04-XX, 1985-04-01, 1985-04-30",
        "1985-XX-XX, 1985-01-01, 1985-12-31",
        "1985-04-12/.., 1985-04-12, -",
        "1985-04/.., 1985-04-01, -",
        "../1985-04-12, -, 1985-04-12",
        "1985/, 1985-01-01, -",
        "/1985-04-12, -, 1985-04-12",
        "1984~/2004-06, 1984-01-01, 2004-06-30",
        "1984?/2004%, 1984-01-01, 2004-12-31",
        "-1985, -1985-01-01, -1985-12-31",
        "-0320, -0320-01-01, -0320-12-31",
        // level 2
        "Y-17E7, -170000000-01-01, -170000000-12-31",
        "1950S2, 1900-01-01, 1999-12-31",
        "-1950S2, -1999-01-01, -1900-12-31",
        "Y171010000S3, +171000000-01-01, +171999999-12-31",
        "Y3388E2S3, +338000-01-01, +338999-12-31",
        "2001-34, 2001-04-01, 2001-06-30",
        "2001-28, 2001-01-01, 2002-02-28",
        "2003-22, 2003-01-01, 2004-02-29",
        "2001-29, 2001-09-01, 2001-11-30",
        "2001-30, 2001-01-01, 2002-02-28",
        "2001-31, 2001-03-01, 2001-05-31",
        "2001-32, 2001-06-01, 2001-08-31",
        "2001-38, 2001-05-01, 2001-08-31",
        "2001-41, 2001-07-01, 2001-12-31",
        "2004-06-11%, 2004-06-11, 2004-06-11",
        "2004-06~-11, 2004-06-11, 2004-06-11",
        "2004?-06-11, 2004-06-11, 2004-06-11",
        "2004-%06-11, 2004-06-11, 2004-06-11",
        "156X-12-25, 1560-12-25, 1569-12-25",
        "15XX-12-25, 1500-12-25, 1599-12-25",
        "XXXX-12-XX, 0000-12-01, 9999-12-31",
        "1XXX-XX, 1000-01-01, 1999-12-31",
        "1XXX-12, 1000-12-01, 1999-12-31",
        "1984-1X, 1984-10-01, 1984-12-31",
        "15XX-02-29, 1504-02-29, 1596-02-29",
        "-01XX, -0199-01-01, -0100-12-31",
        "2004-06-~01/2004-06-~20, 2004-06-01, 2004-06-20",
        "2004-06-XX/2004-07-03, 2004-06-01, 2004-07-03",
      })
  void reads_each_example_within_its_bounds_and_writes_it_back(
      String text, String earliest, String latest) throws EdtfException {
    Edtf edtf = Edtf.parse(text);
    assertThat(edtf.text()).isEqualTo(text);
    assertThat(edtf.bounds().earliest().map(IsoDay::toString).orElse(null)).isEqualTo(earliest);
    assertThat(edtf.bounds().latest().map(IsoDay::toString).orElse(null)).isEqualTo(latest);
  }

  @ParameterizedTest
  @CsvSource({
    "?2004-06-~11, 2004?-06-~11",
    "?2004-06-04~, 2004%-~06-~04",
    "~2004-~06-~11, 2004-06-11~",
    "2004?-06?, 2004-06?",
    "~2004-06, 2004~-06",
    "2004~-06?, 2004%-?06",
  })
  void writes_qualifiers_one_way_whatever_way_they_were_written(String text, String canonical)
      throws EdtfException {
    Edtf edtf = Edtf.parse(text);
    assertThat(edtf.text()).isEqualTo(canonical);
    assertThat(Edtf.parse(canonical)).isEqualTo(edtf);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';0;edtf-empty;found nothing",
        "1985-13;5;edtf-range;expected a month 01 to 12",
        "1985-00;5;edtf-range;expected a month 01 to 12",
        "1985-21-01;5;edtf-range;before a day",
        "31-12-1985;2;edtf-syntax;write '0031'",
        "2023-02-29;8;edtf-range;day '29'",
        "19XX-02-3X;8;edtf-range;day '3X'",
        "1985-4-12;6;edtf-syntax;a month of two digits",
        "-320;4;edtf-syntax;write '-0320'",
        "320;3;edtf-syntax;write '0320'",
        "19850412;4;edtf-syntax;with hyphens",
        "12345;4;edtf-syntax;write 'Y12345'",
        "Y1985;0;edtf-syntax;write '1985'",
        "-0000;0;edtf-syntax;1 BCE",
        "Y00000;1;edtf-syntax;leading zeros",
        "Y12345-06;6;edtf-syntax;stands alone",
        "1950S2-06;6;edtf-syntax;stands alone",
        "Y9E15;0;edtf-range;10^15",
        "19uu;2;edtf-syntax;capital 'X'",
        "1985?~;5;edtf-syntax;write '%'",
        "1985/open;5;edtf-syntax;write '..'",
        "unknown/1985;0;edtf-syntax;write nothing",
        "2008/1964;5;edtf-reversed;ends before it starts",
        "-0100/-0320;6;edtf-reversed;BCE",
        "1/2/3;3;edtf-syntax;second '/'",
        "/;0;edtf-syntax;says nothing",
        "[1667,1668];0;edtf-unsupported;sets",
        "1985-04-12T25:00:00;11;edtf-range;hh:mm:ss",
        "'1985-04-12 ';10;edtf-syntax;the end of the date",
        "circa 1200;0;edtf-syntax;a year of four digits",
        "1985-04-12x;10;edtf-syntax;the end of the date",
        "١٩٨٥;0;edtf-syntax;a year of four digits",
      })
  void refuses_what_is_no_date_and_says_where_and_what_to_write(
      String text, int position, String code, String part) {
    EdtfException refusal = catchThrowableOfType(EdtfException.class, () -> Edtf.parse(text));
    assertThat(refusal).as(text).isNotNull();
    assertThat(refusal.position()).as(refusal.getMessage()).isEqualTo(position);
    assertThat(refusal.code().code()).isEqualTo(code);
    assertThat(refusal).hasMessageContaining(part).hasMessageContaining("character");
  }

  @Test
  void year_zero_is_one_bce_and_a_leap_year() throws EdtfException {
    assertThat(EdtfDate.ofYear(0).text()).isEqualTo("0000");
    assertThat(EdtfDate.ofYear(-1).text()).isEqualTo("-0001");
    assertThat(EdtfDate.ofYear(-12345).text()).isEqualTo("Y-12345");
    assertThat(Edtf.parse("-0004-02-29").bounds().earliest().orElseThrow())
        .isEqualTo(new IsoDay(-4, 2, 29));
    assertThatThrownBy(() -> Edtf.parse("-0001-02-29")).isInstanceOf(EdtfException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1984?", "1984~", "1984%"})
  void says_what_is_uncertain_and_what_approximate(String text) throws EdtfException {
    Qualifier qualifier = EdtfDate.parse(text).qualifier();
    assertThat(qualifier.uncertain()).isEqualTo(!text.endsWith("~"));
    assertThat(qualifier.approximate()).isEqualTo(!text.endsWith("?"));
  }

  @Test
  void a_date_is_no_interval() {
    assertThatThrownBy(() -> EdtfDate.parse("1984/1985"))
        .isInstanceOf(EdtfException.class)
        .hasMessageContaining("expected one date");
  }
}
