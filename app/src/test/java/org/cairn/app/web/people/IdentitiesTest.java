package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.Identity;
import org.cairn.register.SignInSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is whom for providers, and what their groups give, in the database. */
class IdentitiesTest {
  private static final String ISSUER = "https://login.example.org";

  @TempDir Path folder;

  private final SetClock clock = new SetClock();
  private People people;
  private String organisation;

  @BeforeEach
  void open() throws Exception {
    people = People.open(folder.resolve("people.db"), clock, new SecureRandom());
    organisation = people.addOrganisation("Stone Watch").id();
  }

  @AfterEach
  void close() throws Exception {
    people.close();
  }

  private static Identity identity(String subject, String username, String... groups) {
    return new Identity(
        ISSUER,
        subject,
        Optional.of("Name of " + subject),
        Optional.of(username),
        Optional.empty(),
        Set.of(groups),
        Optional.empty(),
        "",
        Optional.empty());
  }

  @Test
  void what_groups_of_a_provider_gave_that_is_named_no_more_ends() throws Exception {
    String person =
        people
            .newcomers()
            .admit(identity("1", "a"), "gone", Map.of(organisation, Set.of(Role.ADMINISTRATOR)));
    people.accounts().setRoles(person, organisation, Set.of(Role.ANALYST));
    people.identities().endOthers(Set.of(ISSUER));
    assertThat(account(person).isAnywhere(Role.ADMINISTRATOR)).isTrue();
    people.identities().endOthers(Set.of());
    assertThat(account(person).byGroups(organisation)).isEmpty();
    assertThat(account(person).byHand(organisation)).isEqualTo(Set.of(Role.ANALYST));
  }

  private Account account(String person) throws Exception {
    return people.accounts().find(person).orElseThrow();
  }

  @Test
  void of_two_that_come_at_the_same_time_one_account_is_made() throws Exception {
    String first = people.newcomers().admit(identity("1", "amal"), "museum", Map.of());
    assertThat(people.newcomers().admit(identity("1", "amal"), "museum", Map.of()))
        .isEqualTo(first);
    String other = people.newcomers().admit(identity("2", "amal"), "museum", Map.of());
    assertThat(account(first).login()).isEqualTo("amal@museum");
    assertThat(account(other).login()).isNotEqualTo("amal@museum").endsWith("@museum");
    assertThat(account(people.newcomers().admit(identity("3", "a b"), "museum", Map.of())).login())
        .endsWith("@museum");
  }

  @Test
  void who_waits_is_forgotten_and_no_more_than_some_hundred_wait() throws Exception {
    try (Connection sqlite =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("people.db"));
        Statement statement = sqlite.createStatement()) {
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
              + " INSERT INTO newcomers SELECT 'n' || i, '%s', 'w' || i, 'n', '', '', '', %d, NULL FROM n"
                  .formatted(ISSUER, clock.instant().getEpochSecond()));
    }
    assertThat(people.newcomers().await(identity("one more", "w"), Set.of()))
        .isEqualTo(Newcomers.Waiting.FULL);
    assertThat(people.newcomers().await(identity("w7", "w"), Set.of()))
        .isEqualTo(Newcomers.Waiting.WAITS);
    clock.advance(Duration.ofDays(31));
    assertThat(people.newcomers().await(identity("one more", "w", "a", "b"), Set.of("b")))
        .isEqualTo(Newcomers.Waiting.WAITS);
    assertThat(people.newcomers().list()).hasSize(1);
    assertThat(people.newcomers().list().getFirst().groups()).isEqualTo(Set.of("a", "b"));
  }

  @Test
  void a_hand_takes_nothing_that_a_group_gave() throws Exception {
    String person =
        people
            .newcomers()
            .admit(identity("1", "a"), "museum", Map.of(organisation, Set.of(Role.PLANNER)));
    people.accounts().setRoles(person, organisation, Set.of(Role.PLANNER, Role.ANALYST));
    people.accounts().setRoles(person, organisation, Set.of());
    assertThat(account(person).byGroups(organisation)).isEqualTo(Set.of(Role.PLANNER));
    assertThat(account(person).byHand(organisation)).isEmpty();
    people.identities().came(person, identity("1", "a"), Map.of());
    assertThat(account(person).memberships()).isEmpty();
  }

  @Test
  void the_settings_know_the_roles_that_there_are() {
    assertThat(SignInSettings.ROLES)
        .isEqualTo(Arrays.stream(Role.values()).map(Role::code).collect(Collectors.toSet()));
  }
}
