package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cairn.ledger.merkle.TileAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {
  private static final TileAddress BUNDLE =
      new TileAddress(TileAddress.ENTRIES, 0, TileAddress.FULL);

  @TempDir Path folder;

  @Test
  void a_file_written_again_is_whole_whenever_the_power_goes() throws Exception {
    byte[] content = new byte[5_000];
    Arrays.fill(content, (byte) 'x');
    Path root = Files.createDirectory(folder.resolve("root"));
    TracedDisk disk = new TracedDisk(root);
    int settled;
    try (LogFolder log = new LogFolder(disk, root)) {
      log.write(Map.of(BUNDLE, ByteBuffer.wrap(content)));
      log.settleAll();
      settled = disk.trace().size();
      log.writeAgain(Map.of(BUNDLE, ByteBuffer.wrap(content)));
      log.settleAll();
    }
    List<TracedDisk.Op> trace = disk.trace();
    assertThat(trace).hasSizeGreaterThan(settled);
    for (int cut = settled; cut <= trace.size(); cut++) {
      for (PowerCut.Fate fate : List.of(PowerCut.ALL, PowerCut.NONE, PowerCut.NAMES_ONLY)) {
        Path left = folder.resolve("left " + cut + fate.keepsName() + fate.keepsSector());
        PowerCut.leave(trace.subList(0, cut), root, fate, left);
        assertThat(left.resolve(BUNDLE.path())).as("cut at %d", cut).hasBinaryContent(content);
      }
    }
  }
}
