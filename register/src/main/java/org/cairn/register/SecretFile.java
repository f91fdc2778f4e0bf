package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A file with a secret that the settings name: read each time it is used and kept nowhere, so that
 * it can be changed while a server runs. Stateless.
 */
public final class SecretFile {
  private static final int MOST_BYTES = 4096;

  private SecretFile() {}

  /** Who may read it beside its owner. */
  public enum Readers {
    NOBODY,
    /** Its group too, as where a system hands out secrets to services. */
    GROUP
  }

  /**
   * @return what it has, without blanks and line ends around it; never in a message
   * @throws RefusedException {@code settings-format} where it is no file, empty, longer than a
   *     secret, or open to others
   * @throws IOException where it cannot be read
   */
  public static String read(Path file, Readers readers) throws IOException, RefusedException {
    String where = "'" + file + "'";
    if (!Files.isRegularFile(file)) {
      throw RefusedException.expected(Settings.CODE, where, "a file with a secret", "none");
    }
    @Nullable PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> open = EnumSet.copyOf(closedTo(readers));
      open.retainAll(view.readAttributes().permissions());
      if (!open.isEmpty()) {
        throw RefusedException.expected(
            Settings.CODE,
            where,
            "a file of its owner alone ('chmod 600', mode 0600)",
            "one open to others");
      }
    }
    if (Files.size(file) > MOST_BYTES) {
      throw RefusedException.expected(Settings.CODE, where, "a secret", "a longer file");
    }
    String secret = Files.readString(file).strip();
    if (secret.isEmpty()) {
      throw RefusedException.expected(Settings.CODE, where, "a secret", "an empty file");
    }
    return secret;
  }

  private static Set<PosixFilePermission> closedTo(Readers readers) {
    Set<PosixFilePermission> closed =
        EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    if (readers == Readers.NOBODY) {
      closed.add(PosixFilePermission.GROUP_READ);
    }
    return closed;
  }
}
