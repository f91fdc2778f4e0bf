package org.cairn.watch.internal;

import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Reads what is kept of the areas of a batch a few ahead of their judges, who then do not wait for
 * the disk. Changes nothing but when it is read.
 */
final class ReadAhead implements AutoCloseable {
  /** A permit for each area that may be read and is not judged yet. */
  private final Semaphore room;

  private final Thread thread;
  private volatile boolean closed;

  private ReadAhead(List<AreaStack> stacks, int areas) {
    List<AreaStack> inOrder = List.copyOf(stacks);
    this.room = new Semaphore(areas);
    this.thread = Thread.ofVirtual().name("read-ahead").unstarted(() -> read(inOrder));
  }

  /**
   * @param stacks in the order in which they are judged
   * @param areas that may be read ahead
   */
  static ReadAhead start(List<AreaStack> stacks, int areas) {
    ReadAhead ahead = new ReadAhead(stacks, areas);
    ahead.thread.start();
    return ahead;
  }

  private void read(List<AreaStack> stacks) {
    for (AreaStack stack : stacks) {
      room.acquireUninterruptibly();
      if (closed) {
        return;
      }
      stack.kept().judgement().readAhead(() -> stack.looks().size());
    }
  }

  /** Another area has been judged. */
  void judged() {
    room.release();
  }

  /** Ends without an interruption, which would close the file being read. */
  @Override
  public void close() {
    closed = true;
    room.release();
  }
}
