package org.cairn.app.web.stac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.app.web.stac.ByteRanges.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Range header asks of a file of 10,000 bytes: the examples of RFC 9110, and worse. */
class ByteRangesTest {
  private static final long LENGTH = 10_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-499|0|499",
        "bytes=500-999|500|999",
        "bytes=-500|9500|9999",
        "bytes=9500-|9500|9999",
        "bytes=0-|0|9999",
        "bytes=0-0|0|0",
        "bytes=-1|9999|9999",
        "bytes=-20000|0|9999",
        "bytes=0-99999999999999999999999999999|0|9999",
        "bytes=9999-9223372036854775807|9999|9999",
        "bytes=-9223372036854775808|0|9999",
        "bytes=-99999999999999999999999|0|9999",
        "BYTES=0-499|0|499",
        " bytes=0-499 |0|499",
        "bytes=,0-499,,|0|499",
        "bytes=0-499,10000-|0|499",
        "bytes=0000000000000000000000000-00000000000000000000000007|0|7"
      })
  void one_part(String header, long first, long last) {
    assertThat(ByteRanges.of(header, LENGTH)).contains(List.of(new Part(first, last)));
  }

  @Test
  void several_parts_in_their_order() {
    assertThat(ByteRanges.of("bytes=0-0,-1", LENGTH))
        .contains(List.of(new Part(0, 0), new Part(9_999, 9_999)));
    assertThat(ByteRanges.of("bytes= 500-600 , 0-9", LENGTH))
        .contains(List.of(new Part(500, 600), new Part(0, 9)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10000-",
        "bytes=10000-10001",
        "bytes=-0",
        "bytes=-0,20000-",
        "bytes=99999999999999999999999999-",
        "bytes=9223372036854775807-9223372036854775808"
      })
  void no_part_of_it(String header) {
    assertThat(ByteRanges.of(header, LENGTH)).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=-",
        "bytes=a-b",
        "bytes=1-0",
        "bytes=0-1-2",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=0x0-0x9",
        "bytes=1e3-",
        "bytes=٠-٩",
        "items=0-5",
        "bytes 0-5",
        "bytes=0-10,5-20",
        "bytes=0-,0-,0-",
        "bytes=0-1,3-4,6-7,9-10,12-13,15-16,18-19,21-22,24-25,27-28,30-31,33-34,36-37,39-40,42-43,45-46,48-49"
      })
  void the_whole_file_for_what_is_not_in_form_or_absurd(String header) {
    assertThat(ByteRanges.of(header, LENGTH)).isEmpty();
  }

  @Test
  void an_empty_file_has_no_parts() {
    assertThat(ByteRanges.of("bytes=0-", 0)).contains(List.of());
    assertThat(ByteRanges.of("bytes=-1", 0)).contains(List.of());
  }
}
