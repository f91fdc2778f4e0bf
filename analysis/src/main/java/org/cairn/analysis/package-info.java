/** How far people agree. */
@NullMarked
package org.cairn.analysis;

import org.jspecify.annotations.NullMarked;
