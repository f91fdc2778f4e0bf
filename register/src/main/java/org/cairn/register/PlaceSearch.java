package org.cairn.register;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.locationtech.jts.geom.Envelope;

/**
 * What can be asked of a register; what keeps it may be a file or a server. Each method throws
 * {@link RefusedException} where the register cannot be read, with its code.
 */
public interface PlaceSearch {
  /**
   * Those with the very words of a name come first, then those whose words begin so, then those
   * that sound alike, then those with the same consonants in other letters; without a name they
   * come in the order of their registration.
   */
  List<PlaceHit> search(PlaceQuery query) throws IOException, RefusedException;

  /**
   * The numbers of the places that {@link #search} finds, in its order. A place's number goes with
   * it for ever: the ledger gives it. Each costs eight bytes.
   */
  long[] numbers(PlaceQuery query) throws IOException, RefusedException;

  /** What a list shows of places, in the order asked for, without those that are not there. */
  List<PlaceCard> cards(List<Long> numbers) throws IOException, RefusedException;

  /** Of each place some names, in the order of their sources. */
  Map<Long, List<PlaceCard.CardName>> names(List<Long> numbers)
      throws IOException, RefusedException;

  /** By what places can be narrowed. */
  enum Facet {
    TYPE,
    CONDITION,
    DISTURBANCE,
    ORGANISATION
  }

  /**
   * The commonest values of a facet, with how many statements have each; they are what {@link
   * PlaceQuery} takes. Reads through a table.
   */
  Map<String, Integer> facets(Facet facet) throws IOException, RefusedException;

  /** As which {@link #spots} would be read now; costs next to nothing. */
  PlacesVersion placesVersion() throws IOException, RefusedException;

  /**
   * From the earliest to the latest year that something said of a place may hold for, astronomical
   * and within 10,000 years of year 0: what is older is left to those who ask for it. Empty where
   * nothing has a date. Reads through a table.
   */
  Optional<YearSpan> years() throws IOException, RefusedException;

  /** Where all places are. Reads them all: seconds for a million. */
  PlaceSpots spots() throws IOException, RefusedException;

  /**
   * Lines and outlines of places whose bounds touch a box; none smaller than some four metres.
   *
   * @param box longitudes and latitudes in degrees, over no antimeridian
   * @param exactly whether those of protected places are among them
   * @param most of how many; which of more there are is not said
   */
  List<Footprint> footprints(Envelope box, boolean exactly, int most)
      throws IOException, RefusedException;

  /** What runs of the watch found at a place. */
  WatchedPast watched(String place) throws IOException, RefusedException;

  /** What is said of a place now. */
  Optional<PlaceVersion> find(String id) throws IOException, RefusedException;

  /** All that was ever said of it, the oldest first; empty where it is not known. */
  List<PlaceVersion> history(String id) throws IOException, RefusedException;

  /** What persons decided about pairs of places. */
  PairDecisions decisions() throws IOException, RefusedException;

  /**
   * Pairs that may describe one place and that no decision settles, the most likely first. Compares
   * all places: takes seconds for 100,000 of them.
   *
   * @param leastScore 0 to 1; see {@link LikelyDuplicate#score()}
   */
  List<LikelyDuplicate> likelyDuplicates(double leastScore) throws IOException, RefusedException;
}
