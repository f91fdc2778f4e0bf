package org.cairn.ledger.peer;

import java.nio.file.Path;
import org.cairn.ledger.Fault;

/** What came of looking at one log at one address. Immutable. */
public sealed interface PeerReport {
  /** Name of the log looked at; this node's own, where a witness was asked about it. */
  String origin();

  /** Where. */
  String address();

  /**
   * What is shown there continues all that is known.
   *
   * @param size shown
   * @param known size that was known before; 0 where nothing was
   */
  record Consistent(String origin, String address, long size, long known) implements PeerReport {}

  /**
   * It is absent, or what it shows cannot be accepted; nothing that is known was changed.
   *
   * @param fault {@code peer-unreachable}, {@code peer-late}, {@code peer-answer}, {@code
   *     peer-behind} or {@code peer-unproven}; or what the checkpoint is refused for
   */
  record Trouble(String origin, String address, Fault fault) implements PeerReport {}

  /**
   * A key signed what it must never sign, or what this node remembers was altered.
   *
   * @param fault {@code peer-fork}, {@code own-log-fork} or {@code own-log-behind}; {@code
   *     peers-state} or {@code witness-state}
   * @param file where the proof is kept; of {@code own-log-behind} the checkpoint, of an altered
   *     memory where the log's is
   */
  record Alarm(String origin, String address, Fault fault, Path file) implements PeerReport {}
}
