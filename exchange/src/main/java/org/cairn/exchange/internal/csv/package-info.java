/** Places out as a sheet. */
@NullMarked
package org.cairn.exchange.internal.csv;

import org.jspecify.annotations.NullMarked;
