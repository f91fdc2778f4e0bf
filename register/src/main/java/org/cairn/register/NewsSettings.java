package org.cairn.register;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Member {@code news} of the settings. Immutable.
 *
 * @param allowPrivate hosts in small letters that subscribers may have told although they are on a
 *     network of one's own
 */
public record NewsSettings(Set<String> allowPrivate) {
  /** Only what the whole world can reach. */
  public static final NewsSettings NONE = new NewsSettings(Set.of());

  public NewsSettings {
    allowPrivate = Set.copyOf(allowPrivate);
  }

  static NewsSettings read(@Nullable Object value, String where) throws RefusedException {
    if (value == null) {
      return NONE;
    }
    Map<?, ?> news = Settings.map(value, where, Set.of("allow_private"));
    Set<String> hosts = new LinkedHashSet<>();
    for (Object one : Settings.list(news.get("allow_private"), where + ", allow_private")) {
      String host = Settings.text(one, where + ", allow_private").toLowerCase(Locale.ROOT);
      if (!host.matches("[a-z0-9.:\\[\\]-]+")) {
        throw RefusedException.expected(
            Settings.CODE,
            where + ", allow_private",
            "the name of a host, such as tickets.internal.example.org",
            "'" + host + "'");
      }
      hosts.add(host);
    }
    return new NewsSettings(hosts);
  }
}
