package org.cairn.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A watch state in memory that outlives runs, counts, and fails on demand. */
final class HeldState implements WatchState {
  private final Map<String, List<byte[]>> kept = new HashMap<>();
  private int session = 1;
  private int writes;
  private int writesLeft = Integer.MAX_VALUE;
  private boolean killed;
  private boolean unreadable;
  private final Set<String> found = new TreeSet<>();

  /** The next run's. */
  synchronized HeldState next() {
    session++;
    writes = 0;
    writesLeft = Integer.MAX_VALUE;
    killed = false;
    found.clear();
    return this;
  }

  /** The same content, to go on from apart. */
  synchronized HeldState copy() {
    HeldState copy = new HeldState();
    copy.session = session;
    kept.forEach((name, parts) -> copy.kept.put(name, new ArrayList<>(parts)));
    return copy;
  }

  /** Every write after so many fails; {@code kill}: as if the process ended there. */
  synchronized HeldState failingAfter(int allowed, boolean kill) {
    writesLeft = allowed;
    killed = kill;
    return this;
  }

  synchronized HeldState unreadable(boolean is) {
    unreadable = is;
    return this;
  }

  /** Forgets what is kept under names of that kind. */
  synchronized void lose(String kind) {
    kept.keySet().removeIf(name -> name.startsWith(kind));
  }

  /** Of what kinds the run found something. */
  synchronized Set<String> found() {
    return Set.copyOf(found);
  }

  synchronized int writes() {
    return writes;
  }

  synchronized long bytes() {
    return kept.values().stream().flatMap(List::stream).mapToLong(part -> part.length).sum();
  }

  @Override
  public synchronized String session() {
    return "session-" + session;
  }

  @Override
  public synchronized List<byte[]> find(String name) throws IOException {
    if (unreadable) {
      throw new IOException("the disk of '" + name + "' does not answer");
    }
    List<byte[]> parts = List.copyOf(kept.getOrDefault(name, List.of()));
    if (!parts.isEmpty()) {
      found.add(name.substring(0, name.indexOf('-')));
    }
    return parts;
  }

  @Override
  public synchronized void add(String name, List<byte[]> parts) throws IOException {
    write();
    kept.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(parts);
  }

  @Override
  public synchronized void replace(String name, List<byte[]> parts) throws IOException {
    write();
    kept.put(name, new ArrayList<>(parts));
  }

  private void write() throws IOException {
    if (writes == writesLeft) {
      if (killed) {
        throw new Killed();
      }
      throw new IOException("no space left");
    }
    writes++;
  }

  /** Ends a run where it stands. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }
}
