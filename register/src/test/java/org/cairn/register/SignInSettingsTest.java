package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The member {@code sign_in} of cairn.yaml. */
class SignInSettingsTest {
  private static final String LEAST =
      "id: museum, name: Museum, issuer: 'https://login.example.org', client_id: cairn";

  @TempDir Path folder;

  private SignInSettings read(String... providers) throws Exception {
    Path file = folder.resolve("cairn.yaml");
    StringBuilder text = new StringBuilder("sign_in:\n  oidc:\n");
    for (String provider : providers) {
      text.append("    - {").append(provider).append("}\n");
    }
    Files.writeString(file, text);
    return Settings.read(file).signIn();
  }

  @Test
  void little_is_needed_and_nobody_is_let_in_by_it_alone() throws Exception {
    assertThat(read(LEAST).oidc())
        .containsExactly(
            new SignInSettings.Provider(
                "museum",
                Map.of("", "Museum"),
                "https://login.example.org",
                "cairn",
                Optional.empty(),
                Set.of(),
                List.of("openid", "profile"),
                "groups",
                List.of(),
                SignInSettings.Approval.FIRST_LOGIN,
                List.of(),
                Set.of()));
    assertThat(SignInSettings.NONE.oidc()).isEmpty();
  }

  @Test
  void everything_can_be_said() throws Exception {
    SignInSettings.Provider provider =
        read("""
        id: museum, name: {en: Museum, ar: متحف}, issuer: 'http://localhost:9000/a', client_id: c, \
        client_secret_file: keys/s, hosts: ['Tokens.Example.org'], scopes: [email], \
        groups_claim: realm_access.roles, \
        groups: [{group: g, organisation: museum, roles: [analyst, administrator]}], \
        approve: groups-only, require_acr: [gold], require_amr: [mfa]\
        """)
            .oidc()
            .getFirst();
    assertThat(provider.name("ar")).isEqualTo("متحف");
    assertThat(provider.name("fr")).isIn("Museum", "متحف");
    assertThat(provider.secretFile()).contains(folder.resolve("keys/s"));
    assertThat(provider.hosts()).containsExactly("tokens.example.org");
    assertThat(provider.scopes()).containsExactly("openid", "email");
    assertThat(provider.groups())
        .containsExactly(
            new SignInSettings.GroupRoles("g", "museum", Set.of("analyst", "administrator")));
    assertThat(provider.approval()).isEqualTo(SignInSettings.Approval.GROUPS_ONLY);
    assertThat(provider.acr()).containsExactly("gold");
    assertThat(provider.amr()).containsExactly("mfa");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: Museum | id",
        "issuer: 'http://login.example.org' | https",
        "issuer: 'https://login.example.org?x=1' | issuer",
        "issuer: 'https://someone@login.example.org' | issuer",
        "issuer: nowhere | issuer",
        "client_id: '' | client_id",
        "name: {} | name",
        "name: {Français: x} | name",
        "hosts: ['https://x.example'] | host",
        "scopes: ['openid profile'] | scopes",
        "approve: always | first-login",
        "approve: never | first-login",
        "groups: [{group: g, organisation: o, roles: [king]}] | roles",
        "groups: [{group: g, organisation: o, roles: []}] | roles",
        "groups: [{group: g, roles: [analyst]}] | organisation",
        "client_secret: plain | client_secret_file",
        "groups: g | groups"
      })
  void what_does_not_fit_is_refused_with_where_and_what_is_expected(String wrong, String told) {
    String member = wrong.substring(0, wrong.indexOf(':'));
    String rest =
        List.of(LEAST.split(", ")).stream()
            .filter(one -> !one.startsWith(member + ":"))
            .collect(java.util.stream.Collectors.joining(", "));
    assertThatThrownBy(() -> read(rest + ", " + wrong))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("sign_in, oidc")
        .hasMessageContaining(told);
  }

  @Test
  void ids_and_issuers_are_there_once() {
    assertThatThrownBy(() -> read(LEAST, LEAST)).hasMessageContaining("each id once");
    assertThatThrownBy(() -> read(LEAST, LEAST.replace("id: museum", "id: other")))
        .hasMessageContaining("each issuer once");
  }
}
