package org.cairn.app.web.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void never_gives_a_number_to_another_part() {
    Fields fields = Fields.NONE.withOneMore("d").withOneMore("d").withOneMore("d");
    assertThat(fields.parts("d")).containsExactly("d0", "d1", "d2");
    fields = fields.without("d1");
    assertThat(fields.parts("d")).containsExactly("d0", "d2");
    assertThat(fields.withOneMore("d").parts("d")).containsExactly("d0", "d2", "d3");
  }

  @Test
  void tells_parts_within_parts_from_those_around_them() {
    Fields fields =
        new Fields(
            Map.of("d0.e1.effect", "burning", "d0.e2.effect", "", "date", "2026", "d.x", ""));
    assertThat(fields.parts("d")).containsExactly("d0");
    assertThat(fields.parts("d0.e")).containsExactly("d0.e1", "d0.e2");
    assertThat(fields.isFilled("d0")).isTrue();
    assertThat(fields.isFilled("d0.e2")).isFalse();
    assertThat(fields.without("d0.e1").isFilled("d0")).isFalse();
  }

  @Test
  void has_no_more_than_so_many() {
    Fields fields = Fields.NONE;
    for (int i = 0; i < 2 * Fields.MOST; i++) {
      fields = fields.withOneMore("t");
    }
    assertThat(fields.parts("t")).hasSize(Fields.MOST);
  }
}
