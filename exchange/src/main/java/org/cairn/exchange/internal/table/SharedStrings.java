package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cairn.exchange.internal.LimitedZip;

/** The texts that a workbook's cells point to, as many as memory allows. Immutable. */
final class SharedStrings {
  private static final int MAX_TEXTS = 2_000_000;
  private static final long MAX_CHARACTERS = 64L << 20;

  private final List<String> texts;

  private SharedStrings(List<String> texts) {
    this.texts = texts;
  }

  static SharedStrings read(LimitedZip zip, String part) throws IOException {
    List<String> texts = new ArrayList<>();
    long characters = 0;
    var in = zip.read(part);
    if (in.isEmpty()) {
      return new SharedStrings(List.of());
    }
    try (WorkbookXml xml = WorkbookXml.of(in.get())) {
      while (xml.advanceTo("si")) {
        String text = xml.richText("si");
        characters += text.length();
        texts.add(text);
        if (texts.size() > MAX_TEXTS || characters > MAX_CHARACTERS) {
          throw new LimitedZip.UnsafeException(
              "has more than %,d texts or %,d characters in them; save the sheet as 'CSV UTF-8'"
                  .formatted(MAX_TEXTS, MAX_CHARACTERS));
        }
      }
    }
    return new SharedStrings(texts);
  }

  /** Empty where there is no such text. */
  String text(String index) {
    try {
      int i = Integer.parseInt(index.strip());
      return i >= 0 && i < texts.size() ? texts.get(i) : "";
    } catch (NumberFormatException notAnIndex) {
      return "";
    }
  }
}
