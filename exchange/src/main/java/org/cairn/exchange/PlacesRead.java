package org.cairn.exchange;

import java.util.List;
import org.cairn.heritage.Place;

/**
 * What a list of places gave: the good rows, and everything there is to say about the others.
 *
 * @param places in the order of the input, ids unique, geometries valid and in WGS 84
 * @param problems in the order they were met; refused rows and notes about accepted ones
 */
public record PlacesRead(List<Place> places, List<RowProblem> problems) {
  public PlacesRead {
    places = List.copyOf(places);
    problems = List.copyOf(problems);
  }

  /** True when a part of the input was refused; notes alone do not count. */
  public boolean anyRefused() {
    return problems.stream().anyMatch(p -> p.severity() == RowProblem.Severity.REFUSED);
  }
}
