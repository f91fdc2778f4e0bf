package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "places",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/ /evil.example",
        "/é",
        "/places?q=\"",
      })
  void leads_nowhere_but_to_a_path_of_this_server(String asked) {
    assertThat(Next.find(asked)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/places?q=%C3%A9&from=2020", "/review/a/b", "/places#x"})
  void leads_where_one_was(String asked) {
    assertThat(Next.find(asked)).contains(asked);
  }
}
