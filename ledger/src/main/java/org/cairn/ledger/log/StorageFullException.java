package org.cairn.ledger.log;

import java.io.IOException;

/** The disk has too little room; nothing was written, and it can be tried again when it has. */
public final class StorageFullException extends IOException {
  private static final long serialVersionUID = 1L;

  public StorageFullException(String message) {
    super(message);
  }

  StorageFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
