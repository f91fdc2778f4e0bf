package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a disk may hold after the power went. POSIX promises only what was forced: of everything
 * else each write, new name, renaming and deletion may be there or not, in any order, and a write
 * may be torn at the bounds of sectors. The strictest reading is taken: a file whose folder was not
 * forced may be gone even though its content was forced. For one thread.
 */
final class PowerCut {
  private static final int SECTOR = 512;

  /** Decides what happens to what was not forced. */
  interface Fate {
    /** Whether a new name, renaming or deletion is there. */
    boolean keepsName();

    /** Of writes to a file since it was forced, how many are there at all; 0 to count. */
    int keepsWrites(int count);

    /** Whether a sector that was written but not forced has its content, not zeros. */
    boolean keepsSector();
  }

  /** As after kill -9: the operating system has all. */
  static final Fate ALL = fate(true, true);

  /** The least that was promised. */
  static final Fate NONE = fate(false, false);

  /** A journalled file system without ordered data: names are there, content is not. */
  static final Fate NAMES_ONLY = fate(true, false);

  static final Fate CONTENT_ONLY = fate(false, true);

  private static Fate fate(boolean names, boolean content) {
    return new Fate() {
      @Override
      public boolean keepsName() {
        return names;
      }

      @Override
      public int keepsWrites(int count) {
        return content ? count : 0;
      }

      @Override
      public boolean keepsSector() {
        return content;
      }
    };
  }

  /** Each thing by itself, with chances drawn once. */
  static Fate random(Random random) {
    double names = random.nextInt(5) / 4.0;
    double sectors = random.nextInt(5) / 4.0;
    return new Fate() {
      @Override
      public boolean keepsName() {
        return random.nextDouble() < names;
      }

      @Override
      public int keepsWrites(int count) {
        return random.nextInt(count + 1);
      }

      @Override
      public boolean keepsSector() {
        return random.nextDouble() < sectors;
      }
    };
  }

  private static final class Content {
    byte[] forced = new byte[0];
    final List<TracedDisk.Op> later = new ArrayList<>();

    void force() {
      later.forEach(op -> forced = apply(forced, op));
      later.clear();
    }

    /** What was written is on no disk and will not be: zeros stand there. */
    void forget() {
      later.replaceAll(op ->
          op instanceof TracedDisk.Wrote wrote
              ? new TracedDisk.Wrote(
                  wrote.file(),
                  wrote.position(),
                  ByteBuffer.allocate(wrote.bytes().remaining()).asReadOnlyBuffer())
              : op);
    }

    byte[] after(Fate fate) {
      byte[] content = forced;
      for (TracedDisk.Op op : later.subList(0, fate.keepsWrites(later.size()))) {
        content = apply(content, op);
      }
      byte[] left = content.clone();
      for (int at = 0; at < left.length; at += SECTOR) {
        int end = Math.min(left.length, at + SECTOR);
        int known = Math.min(end, Math.max(at, forced.length)); // of it was there before
        boolean written = at == known || !Arrays.equals(left, at, end, forced, at, known);
        if (written && !fate.keepsSector()) {
          Arrays.fill(left, at, end, (byte) 0);
          System.arraycopy(forced, Math.min(at, forced.length), left, at, known - at);
        }
      }
      return left;
    }

    private static byte[] apply(byte[] content, TracedDisk.Op op) {
      return switch (op) {
        case TracedDisk.Wrote wrote -> {
          int from = (int) wrote.position();
          int length = wrote.bytes().remaining();
          byte[] longer = Arrays.copyOf(content, Math.max(content.length, from + length));
          wrote.bytes().duplicate().get(longer, from, length);
          yield longer;
        }
        case TracedDisk.Truncated cut -> Arrays.copyOf(content, (int) cut.length());
        default -> throw new IllegalStateException("Not a write: " + op);
      };
    }
  }

  /** Names in a folder: a file's number, or {@link #FOLDER}. */
  private static final class Names {
    final Map<String, Integer> forced = new TreeMap<>();
    final List<TracedDisk.Op> later = new ArrayList<>();

    void force() {
      later.forEach(op -> apply(forced, op));
      later.clear();
    }

    Map<String, Integer> after(Fate fate) {
      Map<String, Integer> names = new TreeMap<>(forced);
      for (TracedDisk.Op op : later) {
        if (fate.keepsName()) {
          apply(names, op);
        }
      }
      return names;
    }

    private static void apply(Map<String, Integer> names, TracedDisk.Op op) {
      switch (op) {
        case TracedDisk.MadeFile made -> names.put(name(made.path()), made.file());
        case TracedDisk.MadeFolder made -> names.put(name(made.path()), FOLDER);
        case TracedDisk.Renamed renamed -> {
          names.remove(name(renamed.from()), renamed.file());
          names.put(name(renamed.to()), renamed.file());
        }
        case TracedDisk.Deleted deleted -> names.remove(name(deleted.path()));
        default -> throw new IllegalStateException("Not a change of names: " + op);
      }
    }

    private static String name(Path path) {
      return path.getFileName().toString();
    }
  }

  private static final int FOLDER = 0;

  private final Map<Integer, Content> contents = new HashMap<>();
  private final Map<Path, Names> folders = new HashMap<>();

  private PowerCut(Path root) {
    folders.put(root, new Names());
  }

  /**
   * Makes a folder as it may be found after the power went.
   *
   * @param done what was done before that, in a folder {@code root}
   * @param target created
   */
  static void leave(List<TracedDisk.Op> done, Path root, Fate fate, Path target)
      throws IOException {
    PowerCut cut = new PowerCut(root);
    done.forEach(cut::replay);
    cut.write(root, fate, target);
  }

  private void replay(TracedDisk.Op op) {
    switch (op) {
      case TracedDisk.MadeFile made -> {
        contents.put(made.file(), new Content());
        namesAround(made.path()).later.add(op);
      }
      case TracedDisk.MadeFolder made -> {
        folders.put(made.path(), new Names());
        namesAround(made.path()).later.add(op);
      }
      case TracedDisk.Renamed renamed -> namesAround(renamed.to()).later.add(op);
      case TracedDisk.Deleted deleted -> namesAround(deleted.path()).later.add(op);
      case TracedDisk.ForcedFolder forced -> names(forced.path()).force();
      case TracedDisk.Wrote wrote -> content(wrote.file()).later.add(op);
      case TracedDisk.Truncated truncated -> content(truncated.file()).later.add(op);
      case TracedDisk.ForcedFile forced -> content(forced.file()).force();
      case TracedDisk.FailedForce failed -> content(failed.file()).forget();
      case TracedDisk.Told told -> {}
    }
  }

  private Names namesAround(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new AssertionError(path + " has no folder around it");
    }
    return names(parent);
  }

  private Names names(Path folder) {
    Names names = folders.get(folder);
    if (names == null) {
      throw new AssertionError(folder + " was not made here");
    }
    return names;
  }

  private Content content(int file) {
    Content content = contents.get(file);
    if (content == null) {
      throw new AssertionError("File " + file + " was not made here");
    }
    return content;
  }

  private void write(Path folder, Fate fate, Path target) throws IOException {
    Files.createDirectory(target);
    for (Map.Entry<String, Integer> name : names(folder).after(fate).entrySet()) {
      Path path = target.resolve(name.getKey());
      if (name.getValue() == FOLDER) {
        write(folder.resolve(name.getKey()), fate, path);
      } else {
        Files.write(path, content(name.getValue()).after(fate));
      }
    }
  }
}
