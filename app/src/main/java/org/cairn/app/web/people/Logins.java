package org.cairn.app.web.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names by which people sign in. Stateless. */
final class Logins {
  /** In any script; no spaces, and nothing invisible. */
  private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{M}\\p{N}._@+-]{2,64}");

  private Logins() {}

  /** What two spellings of one login have in common. */
  static String fold(String login) {
    return Normalizer.normalize(login.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  static boolean isLogin(String login) {
    return FORM.matcher(fold(login)).matches();
  }
}
