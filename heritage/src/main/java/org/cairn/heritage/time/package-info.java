/**
 * Times as sources give them: EDTF dates and intervals, spans with open and unknown ends, periods
 * by URI. Years are astronomical: 0000 is 1 BCE, -0001 is 2 BCE. The calendar is the proleptic
 * Gregorian one of ISO 8601.
 */
@NullMarked
package org.cairn.heritage.time;

import org.jspecify.annotations.NullMarked;
