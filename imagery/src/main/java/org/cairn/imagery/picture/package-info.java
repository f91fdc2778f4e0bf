/** Pictures that lie nowhere on a map: PNG, JPEG and TIFF as a browser or a drone leaves them. */
@NullMarked
package org.cairn.imagery.picture;

import org.jspecify.annotations.NullMarked;
