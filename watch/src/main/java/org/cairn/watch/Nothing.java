package org.cairn.watch;

import java.util.List;

/** The state of watches that keep none. */
enum Nothing implements WatchState {
  IT;

  @Override
  public String session() {
    return "";
  }

  @Override
  public List<byte[]> find(String name) {
    return List.of();
  }

  @Override
  public void add(String name, List<byte[]> parts) {
    // Nothing is kept.
  }

  @Override
  public void replace(String name, List<byte[]> parts) {
    // Nothing is kept.
  }
}
