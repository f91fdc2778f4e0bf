/** How the detector computes; not exported. */
@NullMarked
package org.cairn.change.internal;

import org.jspecify.annotations.NullMarked;
