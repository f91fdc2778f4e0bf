package org.cairn.change;

/**
 * The ground around the sites of an area changed as a whole within a few looks, by whatever it was:
 * a drought, a flood, a fire, a harvest, wide works. What a place did together with it is explained
 * away by its surroundings, so silence there means less.
 *
 * @param lastBefore index into the series of the last usable date before
 * @param seen index of the first date by which it was plain
 * @param share of that ground that stood off what was expected of them, on the date on which it was
 *     largest since, 0 to 1
 */
public record RegionalChange(int lastBefore, int seen, double share) {}
