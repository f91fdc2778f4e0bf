package org.cairn.app.web.map;

import java.util.List;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;

/** Why a layer of the settings cannot be shown; goes on in the words of the reader. */
final class LayerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final List<String> arguments;

  /**
   * @param code with {@code map.layer.} before it, the key of the sentence
   * @param arguments of the sentence
   */
  LayerException(String code, String... arguments) {
    super(code + " " + List.of(arguments));
    this.code = code;
    this.arguments = List.of(arguments);
  }

  LayerException(Throwable cause, String code, String... arguments) {
    this(code, arguments);
    initCause(cause);
  }

  String code() {
    return code;
  }

  String sentence(Texts texts) {
    return texts.text(
        "map.layer." + code, arguments.stream().map(Texts::clean).toArray(Object[]::new));
  }

  /** For the log. */
  String sentence() {
    return sentence(Texts.of(Language.ENGLISH, HtmlReport.class, OwnLayers.class));
  }
}
