package org.cairn.app.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.ledger.log.StorageFullException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Why a disk takes nothing. */
enum DiskTrouble {
  /** No room, or no more of a quota. */
  FULL,
  /** Read-only, gone, or failing. */
  UNWRITABLE;

  /** So much has to be free for things to be written again: of a form at most some 8 MiB. */
  static final long LEAST_FREE_BYTES = 32L << 20;

  private static final int TRIAL_BYTES = 64 << 10;
  private static final String TRIAL = ".cairn-trial";

  /** How Linux, macOS and Windows call it in English; else {@link #inTrial} finds out. */
  private static final List<String> FULL_WORDS =
      List.of("no space left", "quota exceeded", "not enough space");

  private static final List<String> UNWRITABLE_WORDS = List.of("read-only file system");

  /** What a failure says by itself of the disk. */
  static Optional<DiskTrouble> of(Throwable failure) {
    Optional<DiskTrouble> found = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // What lies deeper knows more.
      Optional<DiskTrouble> said = said(cause);
      found = said.isPresent() ? said : found;
    }
    return found;
  }

  private static Optional<DiskTrouble> said(Throwable cause) {
    return switch (cause) {
      case SQLiteException sqlite -> of(sqlite.getResultCode());
      case StorageFullException full -> Optional.of(FULL);
      case IOException other -> said(String.valueOf(other.getMessage()).toLowerCase(Locale.ROOT));
      default -> Optional.empty();
    };
  }

  private static Optional<DiskTrouble> of(SQLiteErrorCode code) {
    return switch (code.code & 0xff) {
      case 13 -> Optional.of(FULL); // SQLITE_FULL
      case 8, 10 -> Optional.of(UNWRITABLE); // SQLITE_READONLY, SQLITE_IOERR
      default -> Optional.empty();
    };
  }

  private static Optional<DiskTrouble> said(String message) {
    if (FULL_WORDS.stream().anyMatch(message::contains)) {
      return Optional.of(FULL);
    }
    return UNWRITABLE_WORDS.stream().anyMatch(message::contains)
        ? Optional.of(UNWRITABLE)
        : Optional.empty();
  }

  /**
   * Whether {@link #LEAST_FREE_BYTES} are free in a folder, and a small file can be written there
   * and forced to the disk. It is removed again.
   */
  static Optional<DiskTrouble> inTrial(Path folder) {
    Path trial = folder.resolve(TRIAL);
    try {
      if (Files.getFileStore(folder).getUsableSpace() < LEAST_FREE_BYTES) {
        return Optional.of(FULL);
      }
      try (FileChannel file =
          FileChannel.open(
              trial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.allocate(TRIAL_BYTES);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      } finally {
        Files.deleteIfExists(trial);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(of(e).orElse(UNWRITABLE));
    }
  }
}
