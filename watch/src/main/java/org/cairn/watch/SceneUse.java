package org.cairn.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * What was done with one catalogue item: used, or held back and why. One per item in the run, kept
 * with the result.
 *
 * @param item STAC item id
 * @param radiometry rule, inputs and outcome of the radiometric offset decision, in one line
 * @param heldBack why the scene was not used anywhere; empty where used
 */
public record SceneUse(
    String item, Instant acquired, String sensor, String radiometry, Optional<String> heldBack) {}
