package org.cairn.app.web.runs;

import org.cairn.app.text.Texts;

/** Why something failed, in the reader's words. Stateless. */
final class Reasons {
  private Reasons() {}

  /** By its code; one that is not foreseen is told with it. */
  static String of(Texts t, String code) {
    String key = "runs.code." + code;
    return t.has(key) ? t.text(key) : t.text("runs.code.other", t.isolate(code));
  }
}
