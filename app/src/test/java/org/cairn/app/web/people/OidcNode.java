package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.people.oidc.TestIssuer;
import org.cairn.register.Workspace;

/** A node that lets people in by institutions, for tests, and the way there and back. */
final class OidcNode {
  private static final Pattern ON = Pattern.compile("url=(http[^\"]+)\"");

  private OidcNode() {}

  /** On a new workspace with these settings, and a secret in {@code museum.secret}. */
  static ServedWorkspace serve(Path folder, String settings) throws Exception {
    Clock clock = Clock.systemUTC();
    Workspace workspace = Workspace.create(folder, "example.org/log", clock, new SecureRandom());
    Files.writeString(folder.resolve("cairn.yaml"), settings);
    Path secret = folder.resolve("museum.secret");
    Files.writeString(secret, TestIssuer.SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return ServedWorkspace.serve(workspace, clock);
  }

  /** Presses the button of a provider; the address that the page leads to. */
  static URI begin(HttpVisitor visitor, String provider, String... fields) throws Exception {
    return onward(visitor.post("/sign-in/oidc/" + provider, fields));
  }

  static URI onward(HttpResponse<String> page) {
    Matcher on = ON.matcher(page.body());
    assertThat(on.find()).as(page.body()).isTrue();
    return URI.create(on.group(1).replace("&amp;", "&"));
  }

  /** There and back again. */
  static HttpResponse<String> signIn(
      HttpVisitor visitor,
      String provider,
      TestIssuer.Browser browser,
      String user,
      String... fields)
      throws Exception {
    return back(visitor, browser.follow(begin(visitor, provider, fields), user));
  }

  static HttpResponse<String> back(HttpVisitor visitor, URI callback) throws Exception {
    return visitor.get(callback.getRawPath() + "?" + callback.getRawQuery());
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("nowhere: " + answer.body());
  }

  static boolean isIn(HttpVisitor visitor) throws Exception {
    return visitor.get("/me").statusCode() == 200;
  }
}
