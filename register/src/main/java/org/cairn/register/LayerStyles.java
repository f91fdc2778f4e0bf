package org.cairn.register;

import java.util.ArrayList;
import java.util.List;

/**
 * How QGIS shows the layers: its own XML (QML), as of version 3.22. One layer has points, lines and
 * areas, each with a rule and a symbol of its own. No colour says that a place or a finding is good
 * or bad. Stateless.
 */
final class LayerStyles {
  /** Of the Okabe-Ito palette, which colour-blind eyes tell apart. */
  private static final String BLUE = "0,114,178";

  private static final String ORANGE = "230,159,0";
  private static final String VERMILION = "213,94,0";
  private static final String NOT_PUBLIC = "sensitivity &lt;&gt; 'public' AND ";
  private static final String PUBLIC = "sensitivity = 'public' AND ";

  private LayerStyles() {}

  /** What everyone may see, and what is to be generalised or withheld, apart. */
  static String places() {
    Rules rules = new Rules();
    rules.add("Not public", NOT_PUBLIC, ORANGE);
    rules.add("Public", PUBLIC, BLUE);
    return qml(rules, "names");
  }

  static String alerts() {
    Rules rules = new Rules();
    rules.add("Changed area", "", VERMILION);
    return qml(rules, "alert");
  }

  static String pictures() {
    Rules rules = new Rules();
    rules.add("Ground of a picture", "", BLUE);
    return qml(rules, "alert");
  }

  private static String qml(Rules rules, String label) {
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        + "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"1\">"
        + rules.xml()
        + "<labeling type=\"simple\"><settings><text-style fieldName=\""
        + label
        + "\" isExpression=\"0\" fontSize=\"9\" fontSizeUnit=\"Point\"/>"
        + "<placement placement=\"0\" dist=\"1\" distUnits=\"MM\"/></settings></labeling></qgis>";
  }

  /** For each kind of feature three rules, one for points, lines and areas each. */
  private static final class Rules {
    private final StringBuilder rules = new StringBuilder();
    private final List<String> symbols = new ArrayList<>();

    /**
     * @param filter with AND at its end, or empty
     */
    void add(String label, String filter, String colour) {
      one(label + ", point", filter + ofGeometry("Point"), "marker", colour, "200");
      one(label + ", line", filter + ofGeometry("LineString"), "line", colour, "255");
      one(label + ", area", filter + ofGeometry("Polygon"), "fill", colour, "60");
    }

    private static String ofGeometry(String type) {
      return "regexp_match(geom_to_wkt($geometry, 1), '^(Multi)?" + type + "') &gt; 0";
    }

    private void one(String label, String filter, String type, String colour, String opacity) {
      int symbol = symbols.size();
      rules.append(
          "<rule key=\"{rule-%d}\" symbol=\"%d\" label=\"%s\" filter=\"%s\"/>"
              .formatted(symbol, symbol, label, filter));
      String fill = colour + "," + opacity;
      String outline = colour + ",255";
      String options =
          switch (type) {
            case "marker" ->
                option("name", "circle")
                    + option("color", fill)
                    + option("outline_color", outline)
                    + option("size", "2.6");
            case "line" ->
                option("line_color", fill)
                    + option("line_width", "0.6")
                    + option("line_style", "solid");
            default ->
                option("color", fill)
                    + option("style", "solid")
                    + option("outline_color", outline)
                    + option("outline_width", "0.5");
          };
      String layer = "Simple" + Character.toUpperCase(type.charAt(0)) + type.substring(1);
      symbols.add(
          "<symbol name=\"%d\" type=\"%s\" alpha=\"1\"><layer class=\"%s\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\">%s</Option></layer></symbol>"
              .formatted(symbol, type, layer, options));
    }

    private static String option(String name, String value) {
      return "<Option type=\"QString\" name=\"%s\" value=\"%s\"/>".formatted(name, value);
    }

    String xml() {
      return "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\"><rules key=\"{all}\">"
          + rules
          + "</rules><symbols>"
          + String.join("", symbols)
          + "</symbols></renderer-v2>";
    }
  }
}
