/** Plain GeoJSON. */
@NullMarked
package org.cairn.exchange.internal.geojson;

import org.jspecify.annotations.NullMarked;
