package org.cairn.app.web.review;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.heritage.review.Finding;
import org.cairn.register.AlertQuery;

/**
 * Which alerts a viewer asked for, as the address has it. By what came of an alert one can only ask
 * where one may know it: a reviewer among what they have judged.
 *
 * @param words of a name of the place; may be empty
 * @param days raised in the last so many; 0 for all
 * @param status empty for all
 */
record QueueFilter(Show show, String words, int days, Optional<Finding.Status> status) {
  /** Longest that is looked for. */
  private static final int MOST_WORDS = 200;

  enum Show {
    /** Not judged by the viewer. */
    MINE("todo"),
    /** Judged by the viewer. */
    JUDGED("judged"),
    ALL("all");

    private final String code;

    Show(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** As the address, or the form of an alert that was reached by it, says. */
  static QueueFilter of(HttpServletRequest request, Optional<Reviewer> reviewer) {
    String show = text(request, "show");
    String days = text(request, "days");
    Optional<Finding.Status> asked = Finding.Status.findByCode(text(request, "status"));
    Show shown =
        Stream.of(Show.values()).filter(one -> one.code.equals(show)).findFirst().orElse(Show.MINE);
    if (reviewer.isEmpty()) {
      shown = Show.ALL;
    } else if (shown != Show.JUDGED) {
      asked = Optional.empty();
    }
    String name = text(request, "q").strip();
    boolean hasLetter = name.codePoints().anyMatch(Character::isLetterOrDigit);
    return new QueueFilter(
        shown,
        hasLetter ? name.substring(0, Math.min(name.length(), MOST_WORDS)) : "",
        days.matches("\\d{1,4}") ? Integer.parseInt(days) : 0,
        asked);
  }

  private static String text(HttpServletRequest request, String field) {
    return Optional.ofNullable(request.getParameter(field)).orElse("");
  }

  AlertQuery query(Optional<Reviewer> reviewer, LocalDate today) {
    AlertQuery query = AlertQuery.ALL;
    if (reviewer.isPresent() && show == Show.MINE) {
      query = query.withNotJudgedBy(reviewer.get().person());
    } else if (reviewer.isPresent() && show == Show.JUDGED) {
      query = query.withJudgedBy(reviewer.get().person());
    }
    if (status.isPresent()) {
      query = query.withStatuses(EnumSet.of(status.get()));
    }
    if (!words.isEmpty()) {
      query = query.withPlaceName(words);
    }
    if (days > 0) {
      query = query.withDays(Optional.of(today.minusDays(days)), Optional.empty());
    }
    return query;
  }

  boolean isEmpty() {
    return words.isEmpty() && days == 0 && status.isEmpty() && show == Show.MINE;
  }

  /** With its question mark; empty where nothing is asked. */
  String address() {
    Map<String, String> parts = new LinkedHashMap<>();
    if (show != Show.MINE) {
      parts.put("show", show.code);
    }
    if (!words.isEmpty()) {
      parts.put("q", words);
    }
    if (days > 0) {
      parts.put("days", Integer.toString(days));
    }
    status.ifPresent(one -> parts.put("status", one.code()));
    StringBuilder address = new StringBuilder();
    parts.forEach((name, value) ->
        address
            .append(address.isEmpty() ? '?' : '&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return address.toString();
  }

  /** The same with more behind it. */
  String address(String more) {
    String own = address();
    return own.isEmpty() ? "?" + more : own + "&" + more;
  }
}
