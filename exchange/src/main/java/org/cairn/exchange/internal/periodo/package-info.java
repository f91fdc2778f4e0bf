/** Periods of PeriodO. */
@org.jspecify.annotations.NullMarked
package org.cairn.exchange.internal.periodo;
