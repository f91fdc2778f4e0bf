package org.cairn.exchange.internal.json;

import java.util.List;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.Extra;
import tools.jackson.databind.JsonNode;

/** Keeps what nobody understood. */
public final class Extras {
  private Extras() {}

  /**
   * @param source the format's name
   * @param path of the member in its feature
   */
  public static void keep(
      List<Extra> extras, Problems problems, String source, String path, JsonNode node) {
    try {
      extras.add(Extra.json(source, path.isEmpty() ? "." : path, Json.text(node)));
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.MEMBER_LEFT_OUT,
          path,
          "",
          "The member was not kept: " + e.getMessage() + ".",
          "",
          "Shorten it if it is needed.");
    }
  }
}
