package org.cairn.app.web;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;

/**
 * Open registers, one for each request that reads at the same time; others wait for their turn.
 * Each is brought up to the ledger's newest checkpoint before it is lent, as long as the disk takes
 * that. Thread-safe.
 */
public final class Registers implements AutoCloseable {
  /** More than processors would only wait for one another. */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final Workspace workspace;
  private final ReadOnlyMode mode;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final BlockingQueue<PlaceRegister> idle = new LinkedBlockingQueue<>();

  public Registers(Workspace workspace, ReadOnlyMode mode) {
    this.workspace = workspace;
    this.mode = mode;
  }

  /** Requests that have one at the moment. */
  public int lent() {
    return AT_ONCE - turns.availablePermits();
  }

  /** Requests that wait for one, about. */
  public int waiting() {
    return turns.getQueueLength();
  }

  /** What is asked of a register. */
  @FunctionalInterface
  public interface Question<T> {
    T of(PlaceRegister register) throws IOException, RefusedException;
  }

  /**
   * @throws RefusedException as {@link PlaceRegister#open}, and whatever the question throws
   */
  public <T> T read(Question<T> question) throws IOException, RefusedException {
    turns.acquireUninterruptibly();
    try {
      PlaceRegister register = newest();
      T answer;
      try {
        answer = question.of(register);
      } catch (IOException | RefusedException | RuntimeException e) {
        register.close();
        throw e;
      }
      idle.add(register);
      return answer;
    } finally {
      turns.release();
    }
  }

  /** As it was before where the disk takes nothing: what the ledger has beyond that comes later. */
  private PlaceRegister newest() throws IOException, RefusedException {
    PlaceRegister known = idle.poll();
    try {
      if (known == null) {
        return PlaceRegister.open(workspace);
      }
      known.catchUp();
      return known;
    } catch (IOException | RefusedException e) {
      if (mode.noticed(e).isEmpty()) {
        if (known != null) {
          known.close();
        }
        throw e;
      }
      return known == null ? PlaceRegister.openAsItIs(workspace) : known;
    }
  }

  @Override
  public void close() throws RefusedException {
    for (PlaceRegister register = idle.poll(); register != null; register = idle.poll()) {
      register.close();
    }
  }
}
