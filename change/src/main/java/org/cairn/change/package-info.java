/** Change in a series of images, as pure functions on arrays. */
@NullMarked
package org.cairn.change;

import org.jspecify.annotations.NullMarked;
