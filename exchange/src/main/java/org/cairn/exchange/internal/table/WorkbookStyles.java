package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.cairn.exchange.internal.LimitedZip;

/** Which cell styles show a number as a date. Immutable. */
final class WorkbookStyles {
  private final BitSet dates;

  private WorkbookStyles(BitSet dates) {
    this.dates = dates;
  }

  static WorkbookStyles read(LimitedZip zip, String part) throws IOException {
    BitSet dates = new BitSet();
    var in = zip.read(part);
    if (in.isEmpty()) {
      return new WorkbookStyles(dates);
    }
    Map<String, String> formats = new HashMap<>();
    try (WorkbookXml xml = WorkbookXml.of(in.get())) {
      boolean cellStyles = false;
      int style = 0;
      while (xml.advance()) {
        if (xml.starts("numFmt")) {
          formats.put(xml.attribute("numFmtId").orElse(""), xml.attribute("formatCode").orElse(""));
        } else if (xml.starts("cellXfs")) {
          cellStyles = true;
        } else if (xml.ends("cellXfs")) {
          cellStyles = false;
        } else if (cellStyles && xml.starts("xf")) {
          dates.set(style++, isDate(xml.attribute("numFmtId").orElse("0"), formats));
        }
      }
    }
    return new WorkbookStyles(dates);
  }

  boolean isDate(String style) {
    try {
      int index = Integer.parseInt(style);
      return index >= 0 && dates.get(index);
    } catch (NumberFormatException notAStyle) {
      return false;
    }
  }

  /** Built-in formats: ECMA-376 part 1, 18.8.30. */
  private static boolean isDate(String id, Map<String, String> formats) {
    String own = formats.get(id);
    if (own != null) {
      return isDateCode(own);
    }
    return switch (id) {
      case "14", "15", "16", "17", "18", "19", "20", "21", "22", "45", "46", "47" -> true;
      case "27",
          "28",
          "29",
          "30",
          "31",
          "36",
          "50",
          "51",
          "52",
          "53",
          "54",
          "55",
          "56",
          "57",
          "58" ->
          true;
      default -> false;
    };
  }

  private static boolean isDateCode(String code) {
    String bare =
        code.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?!h|m|s|H|M|S)[^\\]]*\\]", "")
            .toLowerCase(Locale.ROOT);
    return !bare.contains("general") && bare.matches("(?s).*[ymdhs].*");
  }
}
