package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One byte of one file of a workspace is changed at a time. The check must find it and say where.
 * Left out are {@code cairn.yaml}, of which a new workspace has comments only, and private keys,
 * where a change of white space around them is no change of the key.
 */
class WorkspaceFlipsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final int EVERY_BYTE_UP_TO = 1024;
  private static final int FLIPS_OF_LARGER = 150;

  @TempDir private Path folder = Path.of("");

  @Test
  void every_changed_byte_is_found_and_located() throws Exception {
    Workspace workspace = workspace();
    assertThat(faults(workspace)).isEmpty();
    long seed = Long.getLong("cairn.seed", System.nanoTime());
    Random random = new Random(seed);
    int flips = 0;
    List<String> missed = new ArrayList<>();
    for (Path file : files(workspace)) {
      byte[] sound = Files.readAllBytes(file);
      for (int at : positions(sound.length, random)) {
        byte[] changed = sound.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, changed);
        String flip = workspace.root().relativize(file) + " byte " + at + ": ";
        try {
          List<Fault> found = faults(workspace);
          if (found.stream().noneMatch(fault -> names(fault, file, workspace))) {
            missed.add(flip + found);
          }
        } catch (Exception e) {
          missed.add(flip + e);
        }
        flips++;
      }
      Files.write(file, sound);
    }
    System.out.println(flips + " flips, " + missed.size() + " missed, seed " + seed);
    assertThat(missed).as("seed " + seed).isEmpty();
    assertThat(faults(workspace)).isEmpty();
  }

  /** With every kind of file, and both keys changed once. */
  private Workspace workspace() throws Exception {
    Workspace workspace = Workspace.create(folder, "example.org/log", CLOCK, new SecureRandom());
    Hash blob = workspace.blobs().put(new byte[] {1, 2, 3, 4, 5});
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      ObjectNode record =
          JsonNodeFactory.instance
              .objectNode()
              .put("type", "note")
              .put("blob", "sha256:" + blob.hex())
              .put("where", "hidden");
      writer.append(List.of(new Draft(record, Set.of("where"), 2)));
      writer.rotateLogKey("yearly");
      writer.rotateNodeKey("yearly");
    }
    return workspace;
  }

  private static List<Path> files(Workspace workspace) throws Exception {
    Set<Path> leftOut =
        Set.of(
            workspace.settingsFile(),
            workspace.keys().logKeyFile(),
            workspace.keys().nodeKeyFile(),
            workspace.keys().witnessKeyFile());
    return Folders.files(workspace.root()).stream()
        .filter(file -> !leftOut.contains(file))
        .toList();
  }

  private static List<Integer> positions(int length, Random random) {
    return length <= EVERY_BYTE_UP_TO
        ? Stream.iterate(0, at -> at < length, at -> at + 1).toList()
        : random.ints(FLIPS_OF_LARGER, 0, length).boxed().toList();
  }

  /** The file itself, or, of the log, an entry in it. */
  private static boolean names(Fault fault, Path file, Workspace workspace) {
    Path name = file.startsWith(workspace.log()) ? workspace.log().relativize(file) : file;
    boolean entry = file.toString().contains("tile/entries") && fault.where().startsWith("entry ");
    return entry || fault.where().contains(name.toString());
  }

  private static List<Fault> faults(Workspace workspace) throws Exception {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    return faults;
  }
}
