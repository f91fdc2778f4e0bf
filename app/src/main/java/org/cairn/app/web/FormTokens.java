package org.cairn.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * The tokens that show a form to be from this server: made from the {@link BrowserCookie}, which no
 * other site can read, so that nothing is kept and a form that was open before a restart counts
 * after it. The cookie does not follow from the token. Thread-safe.
 */
final class FormTokens implements CsrfTokenRepository {
  private static final String FIELD = "_csrf";
  private static final String HEADER = "X-CSRF-TOKEN";

  /** What the token is for, so that it is no other hash of the secret. */
  private static final byte[] PURPOSE = "cairn form token".getBytes(UTF_8);

  private static final String MAC = "HmacSHA256";

  private final BrowserCookie browser;

  FormTokens(BrowserCookie browser) {
    this.browser = browser;
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return browser.find(request).map(FormTokens::of).orElse(null);
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return of(browser.make(request));
  }

  /** What is kept is the cookie, and by the browser. */
  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (token == null) {
      browser.drop(request, response);
    } else {
      browser.send(browser.find(request).orElseThrow(), response);
    }
  }

  private static CsrfToken of(String secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), MAC));
      return new DefaultCsrfToken(
          HEADER,
          FIELD,
          Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(PURPOSE)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + MAC, e);
    }
  }
}
