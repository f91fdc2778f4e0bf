/** Windows of (Geo)TIFF files over disk and HTTP, grids and coordinate reference systems. */
@NullMarked
package org.cairn.imagery.raster;

import org.jspecify.annotations.NullMarked;
