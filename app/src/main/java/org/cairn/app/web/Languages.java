package org.cairn.app.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.text.Language;

/**
 * In which language a page is: the one asked for in its address ({@code lang}), else the one chosen
 * before (cookie {@code lang}), else the browser's. Stateless.
 */
public final class Languages {
  static final String NAME = "lang";

  private Languages() {}

  public static Language of(HttpServletRequest request) {
    return find(Optional.ofNullable(request.getParameter(NAME)))
        .or(() -> find(cookie(request)))
        .or(() -> listed(request).stream().flatMap(one -> find(one).stream()).findFirst())
        .orElse(Language.ENGLISH);
  }

  /** The page's first, then the browser's: for names of places. */
  public static List<Locale> order(HttpServletRequest request) {
    List<Locale> order = new ArrayList<>();
    order.add(Locale.forLanguageTag(of(request).tag()));
    for (Locale locale : listed(request)) {
      if (order.stream().noneMatch(known -> known.getLanguage().equals(locale.getLanguage()))) {
        order.add(locale);
      }
    }
    return order;
  }

  private static List<Locale> listed(HttpServletRequest request) {
    // Without the header a server would say its own.
    return request.getHeader("Accept-Language") == null
        ? List.of()
        : Collections.list(request.getLocales());
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    if (request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(NAME)) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Language> find(Locale locale) {
    return find(Optional.of(locale.getLanguage()));
  }

  private static Optional<Language> find(Optional<String> tag) {
    for (Language language : Language.values()) {
      if (tag.filter(language.tag()::equals).isPresent()) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
