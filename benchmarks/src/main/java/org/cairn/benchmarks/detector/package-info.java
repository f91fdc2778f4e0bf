/** The detector beside its prototype and its peers, over the same stacks in the same run. */
@org.jspecify.annotations.NullMarked
package org.cairn.benchmarks.detector;
