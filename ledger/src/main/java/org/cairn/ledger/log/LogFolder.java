package org.cairn.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.ledger.merkle.TileAddress;

/**
 * The log's folder as its writer sees it. Files appear whole, by renaming. They are forced later,
 * many at once ({@link Unsettled#settle}); until then the journal has what they say. What was
 * written stays open until it is forced, and its folder from before the write on, since the kernel
 * tells of a failed write only those who had the file or folder open.
 *
 * <p>Of a tile that grows only the newest partial form is forced: the narrower ones are of no
 * checkpoint that a restart goes on from, and opening makes them again where the log was not
 * closed. For one thread at a time; what {@link #seal} gives is for another.
 */
final class LogFolder implements Closeable {
  private final Disk disk;
  private final Path root;

  /** Their names are forced, or will be with the folder around them. */
  private final Set<Path> knownFolders = new HashSet<>();

  /** Of each place that grows, its newest partial form. */
  private final Map<TileAddress, TileAddress> newestPartial = new HashMap<>();

  /** Partial forms that have a wider one beside them and were never forced. */
  private final Set<Path> narrower = new LinkedHashSet<>();

  private Unsettled unsettled;

  LogFolder(Disk disk, Path root) {
    this.disk = disk;
    this.root = root;
    this.unsettled = new Unsettled(disk);
  }

  /** Files and folders not forced yet. */
  int unsettled() {
    return unsettled.files.size() + unsettled.folders.size();
  }

  void write(Map<TileAddress, ByteBuffer> files) throws IOException {
    write(files, false);
  }

  /**
   * As {@link #write(Map)}, for files of which some may be there and be what the journal's start
   * stands on: until the new content is on stable storage, the name keeps the old.
   */
  void writeAgain(Map<TileAddress, ByteBuffer> files) throws IOException {
    write(files, true);
  }

  private void write(Map<TileAddress, ByteBuffer> files, boolean forcedFirst) throws IOException {
    for (Map.Entry<TileAddress, ByteBuffer> file : files.entrySet()) {
      TileAddress address = file.getKey();
      Path target = root.resolve(address.path());
      write(target, file.getValue(), forcedFirst);
      supersede(address);
      if (address.isFull()) {
        unsettled.filled.add(target);
      }
    }
  }

  /** A narrower form of the same place needs no forcing any more. */
  private void supersede(TileAddress address) throws IOException {
    TileAddress older = newestPartial.get(address.full());
    if (older == null || older.width() < address.width()) {
      newestPartial.put(address.full(), address);
    }
    if (older != null && older.width() < address.width()) {
      Path narrow = root.resolve(older.path());
      unsettled.drop(narrow);
      narrower.add(narrow);
    }
    if (address.isFull()) {
      newestPartial.remove(address);
    }
  }

  void writeCheckpoint(byte[] note) throws IOException {
    write(root.resolve(LogReader.CHECKPOINT), ByteBuffer.wrap(note), false);
  }

  private void write(Path target, ByteBuffer content, boolean forcedFirst) throws IOException {
    openFolder(parent(target));
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    Disk.Handle handle = disk.create(temporary);
    try {
      handle.write(0, content.duplicate());
      if (forcedFirst) {
        handle.force();
      }
      disk.rename(temporary, target);
    } catch (IOException e) {
      handle.close();
      throw e;
    }
    Disk.Handle replaced = unsettled.files.put(target, handle);
    if (replaced != null) {
      replaced.close();
    }
  }

  private void openFolder(Path folder) throws IOException {
    if (unsettled.folders.containsKey(folder)) {
      return;
    }
    if (!knownFolders.contains(folder)) {
      if (!folder.equals(root)) {
        // Also where the folder is there: who made it may have been stopped before forcing its
        // name.
        openFolder(parent(folder));
      }
      if (!Files.isDirectory(folder)) {
        disk.createFolder(folder);
      }
      knownFolders.add(folder);
    }
    unsettled.folders.put(folder, disk.openFolder(folder));
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("'" + path + "' has no folder around it");
    }
    return parent;
  }

  /** What was written since the last sealing, for another thread to force. */
  Unsettled seal() {
    Unsettled sealed = unsettled;
    sealed.filled.forEach(full -> {
      narrower.removeIf(path -> parent(path).equals(partialsOf(full)));
      knownFolders.remove(partialsOf(full));
    });
    unsettled = new Unsettled(disk);
    return sealed;
  }

  /** Forces all there is, the narrower partial forms too: nothing needs to be made again. */
  void settleAll() throws IOException {
    seal().settle();
    for (Path path : narrower) {
      try (Disk.Handle handle = disk.openFile(path)) {
        handle.force();
      }
    }
    narrower.clear();
  }

  private static Path partialsOf(Path full) {
    return full.resolveSibling(full.getFileName() + ".p");
  }

  @Override
  public void close() throws IOException {
    unsettled.close();
  }

  /** Files that were written and are not forced. For one thread. */
  static final class Unsettled implements Closeable {
    private final Disk disk;
    private final Map<Path, Disk.Handle> files = new LinkedHashMap<>();

    /** Open from before the first write in them. */
    private final Map<Path, Disk.Handle> folders = new LinkedHashMap<>();

    /** Tiles and bundles that became full. */
    private final Set<Path> filled = new LinkedHashSet<>();

    private Unsettled(Disk disk) {
      this.disk = disk;
    }

    private void drop(Path path) throws IOException {
      Disk.Handle handle = files.remove(path);
      if (handle != null) {
        handle.close();
      }
    }

    /**
     * Forces all of it, then removes the partial forms of what is full, and forces that too: they
     * were not forced themselves, so one that came back after a power cut could hold anything. When
     * this returns, nothing of it needs the journal.
     */
    void settle() throws IOException {
      force(files);
      force(folders);
      Map<Path, Disk.Handle> emptied = new LinkedHashMap<>();
      for (Path full : filled) {
        Path partials = partialsOf(full);
        if (Files.isDirectory(partials)) {
          Path around = parent(partials);
          if (!emptied.containsKey(around)) {
            emptied.put(around, disk.openFolder(around));
          }
          delete(partials);
        }
      }
      filled.clear();
      force(emptied);
    }

    private void delete(Path folder) throws IOException {
      List<Path> inside;
      try (var list = Files.list(folder)) {
        inside = list.toList();
      }
      for (Path path : inside) {
        disk.delete(path);
      }
      disk.delete(folder);
    }

    private static void force(Map<Path, Disk.Handle> handles) throws IOException {
      for (Disk.Handle handle : handles.values()) {
        handle.force();
      }
      close(handles);
    }

    private static void close(Map<Path, Disk.Handle> handles) throws IOException {
      for (Disk.Handle handle : handles.values()) {
        handle.close();
      }
      handles.clear();
    }

    @Override
    public void close() throws IOException {
      close(files);
      close(folders);
    }
  }
}
