package org.cairn.watch;

import java.util.List;

/**
 * What a run had to read, and what it knew from earlier ones. Changes no number: the run has the
 * result of one that reads everything. Counted are the scenes that show a watch area.
 *
 * @param reused scenes of which nothing was read
 * @param extended scenes known already of which more was read, for new places or an alert's
 *     pictures
 * @param fresh scenes met for the first time, late ones among them
 * @param late of the fresh ones, those acquired before the newest one known already: where they lie
 *     before the watched days, the model of what is usual was made anew with them
 * @param reprocessed scenes known already whose item or files are other ones now: read anew
 */
public record Reuse(
    int reused, int extended, List<ItemRef> fresh, List<ItemRef> late, List<ItemRef> reprocessed) {
  public Reuse {
    fresh = List.copyOf(fresh);
    late = List.copyOf(late);
    reprocessed = List.copyOf(reprocessed);
  }

  /** Of a run of which this is not known. */
  public static Reuse none() {
    return new Reuse(0, 0, List.of(), List.of(), List.of());
  }
}
