/** What people add to what is said of places, and how it all goes together. */
@NullMarked
package org.cairn.heritage.contribution;

import org.jspecify.annotations.NullMarked;
