/** How the formats are read and written; not exported. */
@NullMarked
package org.cairn.exchange.internal;

import org.jspecify.annotations.NullMarked;
