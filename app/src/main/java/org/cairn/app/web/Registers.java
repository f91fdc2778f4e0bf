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
 * Each is brought up to the ledger's newest checkpoint before it is lent. Thread-safe.
 */
public final class Registers implements AutoCloseable {
  /** More than processors would only wait for one another. */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final Workspace workspace;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final BlockingQueue<PlaceRegister> idle = new LinkedBlockingQueue<>();

  public Registers(Workspace workspace) {
    this.workspace = workspace;
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
      PlaceRegister register = idle.poll();
      if (register == null) {
        register = PlaceRegister.open(workspace);
      } else {
        register.catchUp();
      }
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

  @Override
  public void close() throws RefusedException {
    for (PlaceRegister register = idle.poll(); register != null; register = idle.poll()) {
      register.close();
    }
  }
}
