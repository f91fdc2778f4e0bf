package org.cairn.register;

import java.io.IOException;
import java.util.List;
import org.cairn.ledger.RefusedException;

/** Finds places; what keeps them may be a file or a server. */
public interface PlaceSearch {
  /**
   * Those with the very words of a name come first, then those whose words begin so, then those
   * that sound alike; without a name they come in the order of their registration.
   *
   * @throws RefusedException where the register cannot be read, with its code
   */
  List<PlaceHit> search(PlaceQuery query) throws IOException, RefusedException;
}
