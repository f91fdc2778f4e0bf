package org.cairn.change;

import java.util.OptionalDouble;

/**
 * What silence means for one size of change: the smallest contrast that the site would have alarmed
 * on in a wanted share of injections.
 *
 * @param blockPixels side of the injected square
 * @param share of injections that was wanted
 * @param contrast units of the layer; empty where not even the largest one tried is found that
 *     often
 * @param power share of injections found at {@code contrast}, or at the largest contrast tried
 * @param trials number of injections behind {@code power}
 */
public record Sensitivity(
    int blockPixels, double share, OptionalDouble contrast, double power, int trials) {}
