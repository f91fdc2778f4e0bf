package org.cairn.register;

import java.io.IOException;

/**
 * Records were added to the ledger and are durable; the disk has too little room for the log's
 * files, so that nobody finds them there until it has. They must not be added again.
 */
public final class NotYetPublishedException extends IOException {
  private static final long serialVersionUID = 1L;

  NotYetPublishedException(IOException behind) {
    super("The records were added, do not add them again. " + behind.getMessage(), behind);
  }
}
