package org.cairn.app.web.ops;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.cairn.app.node.Measured;
import org.cairn.app.node.Measures;
import org.cairn.app.node.Software;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Registers;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.timestamp.TimestampStore;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;

/** Ledger, register, time stamps and disk, as they are at the moment. Thread-safe. */
final class NodeMeasures implements Measured {
  private final Workspace workspace;
  private final ReadOnlyMode mode;
  private final Registers registers;
  private final InstantSource clock;

  NodeMeasures(Workspace workspace, ReadOnlyMode mode, Registers registers, InstantSource clock) {
    this.workspace = workspace;
    this.mode = mode;
    this.registers = registers;
    this.clock = clock;
  }

  @Override
  public void tell(Measures to) throws IOException, RefusedException {
    to.gauge(
        "cairn_build_info", "1, with the version of the software", 1, "version", Software.VERSION);
    for (ReadOnlyMode.Reason reason : ReadOnlyMode.Reason.values()) {
      boolean now = mode.now().filter(one -> one.reason() == reason).isPresent();
      to.gauge(
          "cairn_read_only",
          "1 while nothing is taken in, by reason: set, full (disk), unwritable",
          now ? 1 : 0,
          "reason",
          reason.code());
    }
    disk(to);
    to.gauge("cairn_register_lent", "Open registers in use", registers.lent());
    to.gauge("cairn_register_waiting", "Requests that wait for a register", registers.waiting());
    to.gauge(
        "cairn_timestamps_pending",
        "Checkpoints for which a time stamp is still to be got",
        new TimestampStore(workspace.timestamps()).listPending().size());
    long entries = ledger(to);
    register(to, entries);
  }

  private void disk(Measures to) throws IOException {
    FileStore disk = Files.getFileStore(workspace.root());
    to.gauge("cairn_disk_free_bytes", "Room on the workspace's disk", disk.getUsableSpace());
    to.gauge("cairn_disk_size_bytes", "Size of the workspace's disk", disk.getTotalSpace());
  }

  private long ledger(Measures to) throws IOException, RefusedException {
    LogReader reader = workspace.reader();
    long entries = reader.head().size();
    Instant written =
        Files.getLastModifiedTime(workspace.log().resolve(LogReader.CHECKPOINT)).toInstant();
    to.gauge("cairn_ledger_entries", "Entries of the newest checkpoint", entries);
    to.gauge(
        "cairn_ledger_checkpoint_timestamp_seconds",
        "When the newest checkpoint was written",
        written.getEpochSecond());
    to.gauge(
        "cairn_ledger_checkpoint_age_seconds",
        "How long ago that was",
        Math.max(0, Duration.between(written, clock.instant()).toSeconds()));
    to.gauge(
        "cairn_ledger_checkpoint_signatures",
        "Signature lines of the newest checkpoint: this node's and its witnesses'",
        reader.checkpoint().signatures().size());
    return entries;
  }

  private void register(Measures to, long entries) throws IOException, RefusedException {
    Path file = workspace.register();
    to.gauge(
        "cairn_register_size_bytes",
        "Size of register.gpkg",
        Files.exists(file) ? Files.size(file) : 0);
    try (PlaceRegister register = PlaceRegister.openAsItIs(workspace)) {
      long known = register.head().size();
      to.gauge("cairn_register_entries", "Entries of the ledger that the register has", known);
      to.gauge(
          "cairn_register_lag_entries",
          "Entries that it has not yet",
          Math.max(0, entries - known));
    }
  }
}
