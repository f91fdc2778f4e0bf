/** Timings against peers, printed as ratios of the same run. Nothing here ships. */
@org.jspecify.annotations.NullMarked
package org.cairn.benchmarks;
