package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.ledger.crypto.Sha256;

/**
 * The tags of a condition (RFC 9110, 8.8.3 and 13.1). Those of this node are strong: the newest
 * entry of the ledger, a hyphen, and a part of the hash of what was answered.
 *
 * @param any whether it is an asterisk
 * @param strong opaque tags
 * @param weak likewise
 */
record EntityTags(boolean any, List<String> strong, List<String> weak) {
  private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e]*)\"\\s*(,|$)");
  private static final Pattern OWN = Pattern.compile("([0-9]{1,18})-[0-9a-f]{16}");

  EntityTags {
    strong = List.copyOf(strong);
    weak = List.copyOf(weak);
  }

  /** Of an answer, without its quotes. */
  static String of(long entry, String body) {
    byte[] hash = Sha256.of(body.getBytes(StandardCharsets.UTF_8));
    return entry + "-" + HexFormat.of().formatHex(hash, 0, 8);
  }

  /**
   * @return empty where the request has no such header
   * @throws IllegalArgumentException for what is no list of tags
   */
  static Optional<EntityTags> of(HttpServletRequest request, String header) {
    List<String> values = Collections.list(request.getHeaders(header));
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String value = String.join(",", values).strip();
    if (value.equals("*")) {
      return Optional.of(new EntityTags(true, List.of(), List.of()));
    }
    List<String> strong = new ArrayList<>();
    List<String> weak = new ArrayList<>();
    Matcher tag = TAG.matcher(value);
    int at = 0;
    while (at < value.length()) {
      if (!tag.find(at) || tag.start() != at) {
        throw new IllegalArgumentException(header + " is no list of entity tags");
      }
      (tag.group(1) == null ? strong : weak).add(tag.group(2));
      at = tag.end();
    }
    return Optional.of(new EntityTags(false, strong, weak));
  }

  /** By strong comparison: whether what was read then had this as its newest entry. */
  boolean hasEntry(long entry) {
    return any
        || strong.stream()
            .anyMatch(tag -> {
              Matcher own = OWN.matcher(tag);
              return own.matches() && Long.parseLong(own.group(1)) == entry;
            });
  }

  /** By weak comparison, for {@code If-None-Match}. */
  boolean has(String tag) {
    return any || strong.contains(tag) || weak.contains(tag);
  }
}
