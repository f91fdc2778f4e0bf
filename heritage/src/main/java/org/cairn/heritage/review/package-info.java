/** What persons say of alerts, and what follows from it. */
@NullMarked
package org.cairn.heritage.review;

import org.jspecify.annotations.NullMarked;
