/**
 * Everything said of a place: statements with author, source, certainty and time, that may
 * contradict each other.
 */
@NullMarked
package org.cairn.heritage.place;

import org.jspecify.annotations.NullMarked;
