package org.cairn.app.command;

import java.io.IOException;
import java.util.List;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;

/** Where an import's places go. */
@FunctionalInterface
interface ImportTarget {
  PlaceRegister.Added add(List<PlaceDescription> batch) throws IOException, RefusedException;
}
