package org.cairn.exchange;

import org.cairn.heritage.place.PlaceDescription;

/** Takes what a {@link DescriptionFormat} reads, in the order of the file. */
public interface DescriptionSink {
  /**
   * @param row as a spreadsheet counts it, heading = 1; of features, the first = 1
   */
  void place(PlaceDescription place, int row);

  /** Something the owner of the file should know; of a row refused there is no place. */
  void problem(RowProblem problem);
}
