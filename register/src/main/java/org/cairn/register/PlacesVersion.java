package org.cairn.register;

/**
 * How far the tables go in what they say of places. While it is the same, so are {@link
 * PlaceSpots}, cards and facets, whatever else came into the ledger: judgements and cases change
 * nothing of them.
 *
 * @param described entry of the newest description
 * @param contributed entry of the newest contribution
 * @param found number of the newest row that a run of the watch gave
 */
public record PlacesVersion(long described, long contributed, long found) {}
