package org.cairn.app.web.map;

import java.util.function.IntConsumer;
import org.cairn.register.PlaceQuery.Box;
import org.cairn.register.PlaceSpots;

/** Where all places are as of one state of the register, found by where they lie. Thread-safe. */
public final class Positions {
  private final Atlas.Sheet sheet;

  Positions(Atlas.Sheet sheet) {
    this.sheet = sheet;
  }

  public PlaceSpots spots() {
    return sheet.spots();
  }

  /**
   * Hands over the index of each place whose position lies in a box, in no order that tells
   * anything.
   *
   * @param exactly by where protected places lie, else by what everyone may know of that
   */
  public void inBox(Box box, boolean exactly, IntConsumer taker) {
    sheet.order(exactly).inBox(box, taker);
  }
}
