/** Decompression of TIFF tiles: bytes in, bytes out. Knows nothing of files or images. */
@NullMarked
package org.cairn.imagery.raster.internal;

import org.jspecify.annotations.NullMarked;
