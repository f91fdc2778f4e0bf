package org.cairn.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.ledger.merkle.TileAddress;

/**
 * The log's folder as its writer sees it. Files appear whole, by renaming. They are forced later,
 * many at once ({@link #settle}); until then the journal has what they say. What was written stays
 * open until it is forced, and its folder from before the write on, since the kernel tells of a
 * failed write only those who had the file or folder open. For one thread.
 */
final class LogFolder implements Closeable {
  /** Forces that wait for the disk at the same time. */
  private static final int FORCING = 8;

  private final Disk disk;
  private final Path root;

  /** Written, not forced. */
  private final Map<Path, Disk.Handle> files = new LinkedHashMap<>();

  /** Open from before the first write in them since they were last forced. */
  private final Map<Path, Disk.Handle> folders = new HashMap<>();

  /** Their names are forced, or will be with the folder around them. */
  private final Set<Path> knownFolders = new LinkedHashSet<>();

  /** Tiles and bundles that became full and are not forced yet. */
  private final Set<Path> filled = new LinkedHashSet<>();

  LogFolder(Disk disk, Path root) {
    this.disk = disk;
    this.root = root;
  }

  /** Files not forced yet. */
  int unsettled() {
    return files.size() + folders.size();
  }

  void write(TileAddress address, byte[] content) throws IOException {
    Path target = root.resolve(address.path());
    write(target, content);
    if (address.isFull()) {
      filled.add(target);
    }
  }

  void writeCheckpoint(byte[] note) throws IOException {
    write(root.resolve(LogReader.CHECKPOINT), note);
  }

  private void write(Path target, byte[] content) throws IOException {
    Path folder = parent(target);
    openFolder(folder);
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    Disk.Handle handle = disk.create(temporary);
    try {
      handle.append(content);
      disk.rename(temporary, target);
    } catch (IOException e) {
      handle.close();
      throw e;
    }
    Disk.Handle replaced = files.put(target, handle);
    if (replaced != null) {
      replaced.close();
    }
  }

  private void openFolder(Path folder) throws IOException {
    if (folders.containsKey(folder)) {
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
    folders.put(folder, disk.openFolder(folder));
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("'" + path + "' has no folder around it");
    }
    return parent;
  }

  /**
   * Forces all that was written, then removes the partial forms of what is full, and forces that
   * too: they were not forced themselves, so one that came back after a power cut could hold
   * anything. When this returns, nothing of it needs the journal.
   */
  void settle() throws IOException {
    List<Path> partials = partialsOfFilled();
    for (Path path : partials) {
      Disk.Handle handle = files.remove(path);
      if (handle != null) {
        handle.close();
      }
    }
    forceAll(files);
    forceAll(folders);
    filled.clear();
    for (Path path : partials) {
      disk.delete(path);
    }
    List<Path> emptied = partials.stream().map(LogFolder::parent).distinct().toList();
    for (Path folder : emptied) {
      knownFolders.remove(folder);
      disk.delete(folder);
    }
    for (Path folder : emptied.stream().map(LogFolder::parent).distinct().toList()) {
      openFolder(folder);
    }
    forceAll(folders);
  }

  private List<Path> partialsOfFilled() throws IOException {
    List<Path> partials = new ArrayList<>();
    for (Path full : filled) {
      Path folder = full.resolveSibling(full.getFileName() + ".p");
      if (Files.isDirectory(folder)) {
        try (var inside = Files.list(folder)) {
          inside.forEach(partials::add);
        }
      }
    }
    return partials;
  }

  /** Together, so that the disk may write them in one go. */
  private static void forceAll(Map<Path, Disk.Handle> handles) throws IOException {
    try (var threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("force").factory())) {
      List<Callable<Void>> tasks = new ArrayList<>();
      List<Disk.Handle> all = List.copyOf(handles.values());
      int share = Math.max(1, (all.size() + FORCING - 1) / FORCING);
      for (int from = 0; from < all.size(); from += share) {
        List<Disk.Handle> some = all.subList(from, Math.min(all.size(), from + share));
        tasks.add(() -> {
          for (Disk.Handle handle : some) {
            handle.force();
          }
          return null;
        });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while forcing files of the log", e);
    }
    closeAll(handles);
  }

  private static void closeAll(Map<Path, Disk.Handle> handles) throws IOException {
    for (Disk.Handle handle : handles.values()) {
      handle.close();
    }
    handles.clear();
  }

  @Override
  public void close() throws IOException {
    closeAll(files);
    closeAll(folders);
  }
}
