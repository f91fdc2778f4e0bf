package org.cairn.analysis;

import java.util.OptionalDouble;

/**
 * How far observers agree beyond chance.
 *
 * @param alpha 1 where they agree always, 0 where as by chance, less where they agree less often
 *     than by chance; empty where nothing can be said: no unit has two values, or all values are
 *     one
 * @param units with at least two values
 * @param values of those
 * @param low,high between which alpha lies with the confidence asked for; empty with {@code alpha},
 *     and where too few resamples have an alpha
 * @param resamples drawn
 * @param withoutAlpha how many of those had only one value, so that they say nothing
 */
public record Agreement(
    OptionalDouble alpha,
    int units,
    int values,
    OptionalDouble low,
    OptionalDouble high,
    int resamples,
    int withoutAlpha) {}
