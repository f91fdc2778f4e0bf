/** How files are fetched and decoded; nothing here is for other packages. */
@NullMarked
package org.cairn.imagery.raster.internal;

import org.jspecify.annotations.NullMarked;
