package org.cairn.watch;

import java.io.IOException;
import java.util.List;

/**
 * Where a watch keeps what it has read and decoded, so that a later run over the same places reads
 * new images only. Everything in it can be made again from the images; a run never believes it over
 * them where it can tell a difference. Kept is content by name, in parts that are added one after
 * another. Implementations are thread-safe for different names, and give back what was kept or
 * nothing at all: content that was damaged is as if it had never been kept.
 */
public interface WatchState {
  /**
   * Names this opening of the state; never used before, so that what it kept can be told apart.
   * Empty: this state keeps nothing.
   */
  String session();

  /**
   * The parts kept under a name, in the order they were added; empty where there are none, or any
   * of them is damaged.
   *
   * @param name letters, digits and hyphens
   */
  List<byte[]> find(String name) throws IOException;

  /** Adds parts behind those that {@link #find} gives, all or, where broken off, the first ones. */
  void add(String name, List<byte[]> parts) throws IOException;

  /** Puts these parts in the place of all others; broken off, the others stay, or none. */
  void replace(String name, List<byte[]> parts) throws IOException;

  /** Keeps nothing and has nothing. */
  static WatchState none() {
    return Nothing.IT;
  }
}
