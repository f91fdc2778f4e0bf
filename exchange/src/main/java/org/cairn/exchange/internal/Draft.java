package org.cairn.exchange.internal;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.PlaceName;
import org.locationtech.jts.geom.Geometry;

/**
 * A place whose id is not settled yet.
 *
 * @param row as in {@link org.cairn.exchange.RowProblem#row()}
 * @param id as the source gives it; empty where it gives none
 */
record Draft(int row, Optional<String> id, List<PlaceName> names, Geometry geometry) {}
