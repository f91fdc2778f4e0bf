package org.cairn.app.node;

/**
 * A part of the node that tells how it is doing. Each bean of this kind is asked whenever somebody
 * reads the metrics; so it answers within milliseconds, from what it knows anyway. Thread-safe.
 */
@FunctionalInterface
public interface Measured {
  /**
   * @throws Exception what kept it from telling; the others are told all the same
   */
  void tell(Measures to) throws Exception;
}
