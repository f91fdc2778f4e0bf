package org.cairn.app.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret by which a browser is known again: random, in a cookie that no script reads, until the
 * browser is closed. Nothing of it is kept here; whoever is signed in is known by its hash, and the
 * token of forms is made from it, so that both outlive a restart of the server. Thread-safe.
 */
public final class BrowserCookie {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String MADE = BrowserCookie.class.getName();

  private final boolean secure;
  private final SecureRandom random;

  /**
   * @param secure whether browsers reach this server by https; then no other host can set it
   */
  BrowserCookie(boolean secure, SecureRandom random) {
    this.secure = secure;
    this.random = random;
  }

  /** What browsers call it, or another cookie of this server. */
  static String name(boolean secure, String plain) {
    return (secure ? "__Host-" : "") + plain;
  }

  private String name() {
    return name(secure, "cairn");
  }

  /** The browser's, or the one that it has just been given. */
  public Optional<String> find(HttpServletRequest request) {
    if (request.getAttribute(MADE) instanceof String made) {
      return Optional.of(made).filter(secret -> !secret.isEmpty());
    }
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name()) && FORM.matcher(cookie.getValue()).matches()) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /** A new one, in the place of any that the browser had; {@link #send} gives it. */
  String make(HttpServletRequest request) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    request.setAttribute(MADE, secret);
    return secret;
  }

  /** The same, given at once. */
  public String renew(HttpServletRequest request, HttpServletResponse response) {
    String secret = make(request);
    send(secret, response);
    return secret;
  }

  /** The browser has none from now on. */
  public void drop(HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(MADE, "");
    send("", response);
  }

  /**
   * @param secret empty to take it from the browser
   */
  void send(String secret, HttpServletResponse response) {
    Cookie cookie = new Cookie(name(), secret);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setAttribute("SameSite", "Lax");
    if (secret.isEmpty()) {
      cookie.setMaxAge(0);
    }
    response.addCookie(cookie);
  }
}
