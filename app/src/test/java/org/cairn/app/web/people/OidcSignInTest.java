package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.TestIssuer;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coming in through a real provider of OpenID Connect, in browsers without scripts. */
class OidcSignInTest {
  @TempDir static Path folder;

  private static TestIssuer issuer;
  private static ServedWorkspace served;
  private static HttpVisitor administrator;

  @BeforeAll
  static void serve() throws Exception {
    issuer = TestIssuer.start(0);
    served = OidcNode.serve(folder.resolve("ws"), issuer.settings("museum.secret"));
    issuer.serve(served.address());
    administrator = served.signedIn("keeper", "Stone Watch", Role.ADMINISTRATOR);
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
    issuer.close();
  }

  @Test
  void somebody_new_waits_is_let_in_and_has_the_roles_of_their_groups_as_long_as_those_last()
      throws Exception {
    HttpVisitor amal = served.visitor();
    HttpResponse<String> first = OidcNode.signIn(amal, "museum", issuer.browser(), "amal");
    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(OidcNode.location(first)).isEqualTo("/sign-in/oidc/museum/waiting");
    assertThat(amal.get(OidcNode.location(first)).body()).contains("Museum of the River");
    assertThat(OidcNode.isIn(amal)).isFalse();

    String list = administrator.get("/people").body();
    assertThat(list).contains("Amal Haddad").contains("heritage-watch").contains("everybody");
    Matcher newcomer = Pattern.compile("/people/newcomers/([a-z0-9]+)\"").matcher(list);
    assertThat(newcomer.find()).isTrue();
    assertThat(
            OidcNode.location(
                administrator.post(
                    "/people/newcomers/" + newcomer.group(1),
                    "organisation",
                    "stone-watch",
                    "role",
                    "planner")))
        .isEqualTo("/people?said=newcomer-let-in");

    HttpResponse<String> second = OidcNode.signIn(amal, "museum", issuer.browser(), "amal");
    assertThat(OidcNode.location(second)).isEqualTo("/");
    assertThat(OidcNode.isIn(amal)).isTrue();
    Account account = served.people().accounts().findByLogin("amal@museum").orElseThrow();
    assertThat(account.name()).isEqualTo("Amal Haddad");
    assertThat(account.byGroups("stone-watch"))
        .isEqualTo(Set.of(Role.CONTRIBUTOR, Role.ANALYST));
    assertThat(account.byHand("stone-watch")).isEqualTo(Set.of(Role.PLANNER));
    assertThat(administrator.get("/people").body()).contains("by groups of the institution");

    issuer.setGroups("amal", "everybody");
    OidcNode.signIn(amal, "museum", issuer.browser(), "amal");
    account = served.people().accounts().findByLogin("amal@museum").orElseThrow();
    assertThat(account.byGroups("stone-watch")).isEmpty();
    assertThat(account.byHand("stone-watch")).isEqualTo(Set.of(Role.PLANNER));
  }
}
