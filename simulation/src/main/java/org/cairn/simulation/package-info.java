/** A simulated landscape with known truth: invented places, invented events, plausible images. */
@NullMarked
package org.cairn.simulation;

import org.jspecify.annotations.NullMarked;
