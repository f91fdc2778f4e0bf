package org.cairn.app.command;

import java.io.IOException;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceAdding;
import org.cairn.register.PlaceRegister;

/** Where an import's places go. */
interface ImportTarget {
  void add(PlaceDescription place) throws IOException, RefusedException;

  /** What has become of all of them. */
  PlaceRegister.Added finish() throws IOException, RefusedException;

  /** Into the ledger and the register. */
  static ImportTarget of(PlaceAdding adding) {
    return new ImportTarget() {
      @Override
      public void add(PlaceDescription place) throws IOException, RefusedException {
        adding.add(place);
      }

      @Override
      public PlaceRegister.Added finish() throws IOException, RefusedException {
        return adding.finish();
      }
    };
  }
}
