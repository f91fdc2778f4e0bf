/** KML and its archive KMZ, <a href="https://www.ogc.org/standards/kml/">OGC 12-007</a>. */
@NullMarked
package org.cairn.exchange.internal.kml;

import org.jspecify.annotations.NullMarked;
