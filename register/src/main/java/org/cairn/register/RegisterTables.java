package org.cairn.register;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;

/**
 * The tables of a register while entries are put into them; readers see all of them or none once
 * they are committed. For who holds the right to write the register. Single-thread.
 */
interface RegisterTables extends AutoCloseable {
  /** The index of the entry that comes next. */
  long logSize();

  /**
   * @param index {@link #logSize}
   */
  void accept(long index, RegisterEntry entry) throws RefusedException;

  /** As {@link RegisterReading#digests}, with what was put in. */
  Map<String, String> digests(Collection<String> places) throws RefusedException;

  /**
   * Nothing can be put in afterwards.
   *
   * @param head of the log, which covers what was put in and nothing else
   */
  void commit(TreeHead head) throws IOException, RefusedException;

  /** What was not committed is as if it had never been. */
  @Override
  void close() throws IOException, RefusedException;
}
