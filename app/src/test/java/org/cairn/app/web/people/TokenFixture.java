package org.cairn.app.web.people;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Right;

/** Tokens as people make them, on their page. */
public final class TokenFixture {
  private static final Pattern TOKEN = Pattern.compile("cairn_[A-Za-z0-9_-]{43}");

  private TokenFixture() {}

  /** Of somebody who is signed in, with these scopes, for a month. */
  public static String of(HttpVisitor person, Right... scopes) throws Exception {
    return at(person, "/me/tokens", scopes);
  }

  /** Of a machine, on its page. */
  public static String at(HttpVisitor person, String path, Right... scopes) throws Exception {
    List<String> fields = new ArrayList<>(List.of("name", "for a test", "days", "30"));
    for (Right scope : scopes) {
      fields.add("scope");
      fields.add(scope.code());
    }
    HttpResponse<String> page = person.post(path, fields.toArray(String[]::new));
    Matcher token = TOKEN.matcher(page.body());
    if (page.statusCode() != 200 || !token.find()) {
      throw new IllegalStateException("No token: " + page.statusCode() + page.body());
    }
    return token.group();
  }
}
