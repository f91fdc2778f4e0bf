package org.cairn.exchange;

import org.cairn.heritage.Alert;

/**
 * An alert with the name of its place as it is to stand in the file.
 *
 * @param placeName any of the place's names, or its id; never blank
 */
public record NamedAlert(Alert alert, String placeName) {
  public NamedAlert {
    if (placeName.isBlank()) {
      throw new IllegalArgumentException(
          "Alert '" + alert.id() + "' must come with a name of its place, found a blank one");
    }
  }
}
