package org.cairn.change.radar;

import java.util.Comparator;

/** One orbit in one polarisation: what is compared with itself only. */
public record Channel(Orbit orbit, Polarisation polarisation) implements Comparable<Channel> {
  private static final Comparator<Channel> ORDER =
      Comparator.comparing(Channel::orbit).thenComparing(Channel::polarisation);

  @Override
  public int compareTo(Channel other) {
    return ORDER.compare(this, other);
  }
}
