/** GeoPackages of strangers in, our own out and in again. */
@NullMarked
package org.cairn.exchange.internal.geopackage;

import org.jspecify.annotations.NullMarked;
