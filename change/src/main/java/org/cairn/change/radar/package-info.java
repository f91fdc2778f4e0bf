/** Change in calibrated radar backscatter: a two-sample test over time that knows speckle. */
@org.jspecify.annotations.NullMarked
package org.cairn.change.radar;
