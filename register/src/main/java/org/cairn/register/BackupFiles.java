package org.cairn.register;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.storage.DurableFile;

/** Which files of a workspace a backup takes. Reads only. */
final class BackupFiles {
  private static final Pattern BLOB = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern VAULT = Pattern.compile("([0-9a-f]{64})\\.disclosures");
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_-]+\\.db");

  /** A name that {@link BackupManifest} takes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  /** A setting that names a file with a secret. */
  private static final Pattern SECRET =
      Pattern.compile("(?m)^[ \\t-]*([a-z_]+_file)[ \\t]*:[ \\t]*(\\S.*?)[ \\t]*$");

  private final Workspace workspace;

  BackupFiles(Workspace workspace) {
    this.workspace = workspace;
  }

  private String path(Path file) {
    return workspace.root().relativize(file).toString().replace('\\', '/');
  }

  /** Checkpoints with their tokens, and what is asked for. */
  List<BackupCopy.Wanted> timestamps() throws IOException {
    return all(workspace.timestamps());
  }

  /** What this node remembers of the logs of others, and what a scrub has yet to tell. */
  List<BackupCopy.Wanted> memory() throws IOException {
    List<BackupCopy.Wanted> files = new ArrayList<>();
    for (String part : List.of("peers", "witness", "fixity")) {
      files.addAll(all(workspace.state().resolve(part)));
    }
    return files;
  }

  private List<BackupCopy.Wanted> all(Path folder) throws IOException {
    List<BackupCopy.Wanted> files = new ArrayList<>();
    walk(
        folder,
        (file, found) -> {
          String name = file.getFileName().toString();
          if (PLAIN.matcher(name).matches()
              && !name.equals("lock")
              && !name.endsWith(DurableFile.TEMPORARY)) {
            files.add(BackupCopy.Wanted.of(path(file), file, found));
          }
        });
    return files;
  }

  /**
   * The tiles and bundles of a log of this size that grow with it, in the form they have then, and
   * their narrower forms as far as those are there.
   */
  List<BackupCopy.Wanted> growing(long size) throws IOException {
    List<BackupCopy.Wanted> files = new ArrayList<>();
    for (TileAddress newest : edge(size)) {
      for (int width = 1; width <= newest.width(); width++) {
        var form = new TileAddress(newest.level(), newest.index(), width);
        Path file = workspace.log().resolve(form.path());
        try {
          files.add(BackupCopy.Wanted.of(path(file), file));
        } catch (NoSuchFileException gone) {
          if (width == newest.width()) {
            throw gone;
          }
        }
      }
    }
    return files;
  }

  private static List<TileAddress> edge(long size) {
    List<TileAddress> edge = new ArrayList<>();
    for (int level = TileAddress.ENTRIES; level < TileAddress.LEVELS; level++) {
      long tiles = TileAddress.tiles(size, level);
      if (tiles > 0) {
        TileAddress last = TileAddress.in(size, level, tiles - 1);
        if (!last.isFull()) {
          edge.add(last);
        }
      }
    }
    return edge;
  }

  /** The tiles and bundles that are full in a log of this size: these stay as they are. */
  List<BackupCopy.Wanted> full(long size) throws IOException {
    List<BackupCopy.Wanted> files = new ArrayList<>();
    for (int level = TileAddress.ENTRIES; level < TileAddress.LEVELS; level++) {
      long full = TileAddress.nodes(size, level) / TileAddress.FULL;
      for (long index = 0; index < full; index++) {
        Path file = workspace.log().resolve(new TileAddress(level, index, TileAddress.FULL).path());
        files.add(BackupCopy.Wanted.of(path(file), file));
      }
    }
    return files;
  }

  Path checkpoint() {
    return workspace.log().resolve(LogReader.CHECKPOINT);
  }

  List<BackupCopy.Wanted> blobs() throws IOException {
    List<BackupCopy.Wanted> files = new ArrayList<>();
    Path folder = workspace.ledger().resolve("blobs");
    walk(
        folder,
        (file, found) -> {
          String name = file.getFileName().toString();
          if (BLOB.matcher(name).matches()) {
            files.add(BackupCopy.Wanted.named(path(file), file, found, hash(name)));
          }
        });
    return files;
  }

  List<BackupCopy.Wanted> vault() throws IOException {
    List<BackupCopy.Wanted> files = new ArrayList<>();
    walk(
        workspace.vault().folder(),
        (file, found) -> {
          Matcher name = VAULT.matcher(file.getFileName().toString());
          if (name.matches()) {
            files.add(BackupCopy.Wanted.named(path(file), file, found, hash(name.group(1))));
          }
        });
    return files;
  }

  private static Hash hash(String hex) {
    return Hash.of(HexFormat.of().parseHex(hex));
  }

  /** Databases of the node's own, by name. */
  List<Path> databases() throws IOException {
    try (Stream<Path> files = Files.list(workspace.root())) {
      return files
          .filter(file -> DATABASE.matcher(file.getFileName().toString()).matches())
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** Files with secrets that the settings name, by the setting's name. */
  List<String> secrets() throws IOException {
    Matcher found = SECRET.matcher(Files.readString(workspace.settingsFile()));
    List<String> names = new ArrayList<>();
    while (found.find()) {
      names.add(found.group(1) + ": " + found.group(2));
    }
    return names;
  }

  /** Private keys, and the public ones beside them. */
  List<BackupCopy.Wanted> keys() throws IOException {
    KeyFolder keys = workspace.keys();
    List<Path> files = new ArrayList<>();
    for (Path key : List.of(keys.logKeyFile(), keys.nodeKeyFile(), keys.witnessKeyFile())) {
      files.add(key);
      files.add(KeyFolder.nextOf(key));
    }
    files.add(keys.logListFile());
    files.add(keys.witnessVerifierFile());
    List<BackupCopy.Wanted> wanted = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        wanted.add(BackupCopy.Wanted.of(path(file), file));
      }
    }
    return wanted;
  }

  Optional<BackupCopy.Wanted> witnessVerifier() throws IOException {
    Path file = workspace.keys().witnessVerifierFile();
    return Files.exists(file)
        ? Optional.of(BackupCopy.Wanted.of(path(file), file))
        : Optional.empty();
  }

  @FunctionalInterface
  private interface Each {
    void file(Path file, BasicFileAttributes found);
  }

  private static void walk(Path folder, Each each) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    // What the folder itself links to is the keeper's choice of a disk.
    Path real = folder.toRealPath();
    Files.walkFileTree(
        real,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            each.file(folder.resolve(real.relativize(file)), found);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // put away since its folder was listed
            }
            throw why;
          }
        });
  }
}
