package org.cairn.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dcairn.seed=S} repeats what is drawn by chance. */
class FileWatchStateTest {
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  private FileWatchState open(FileWatchState.Start start, Instant now) throws Exception {
    return FileWatchState.open(folder, "images", start, 5_000, Clock.fixed(now, ZoneOffset.UTC));
  }

  private FileWatchState open() throws Exception {
    return open(FileWatchState.Start.KEPT, DAY);
  }

  private static byte[] bytes(int length, int fill) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("area-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void parts_come_back_in_order_after_any_number_of_openings() throws Exception {
    Random random = new Random(SEED);
    List<byte[]> all = new ArrayList<>();
    for (int opening = 0; opening < 8; opening++) {
      List<byte[]> more = new ArrayList<>();
      for (int part = random.nextInt(4); part >= 0; part--) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        more.add(bytes);
      }
      try (FileWatchState state = open()) {
        assertThat(state.find("area-1")).as("seed %d", SEED).containsExactlyElementsOf(all);
        if (random.nextInt(5) == 0) {
          all.clear();
          state.replace("area-1", more);
        } else {
          state.add("area-1", more);
        }
        all.addAll(more);
        assertThat(state.find("area-1")).as("seed %d", SEED).containsExactlyElementsOf(all);
        assertThat(state.find("area-2")).isEmpty();
        assertThat(state.damaged()).isZero();
      }
    }
  }

  @Test
  void any_flipped_bit_and_any_lost_byte_leave_nothing_or_whole_parts() throws Exception {
    List<byte[]> parts = List.of(bytes(9, 1), bytes(0, 0), bytes(17, 2));
    try (FileWatchState state = open()) {
      state.add("area-1", parts);
      Path file = onlyFile();
      byte[] whole = Files.readAllBytes(file);
      for (int bit = 0; bit < 8 * whole.length; bit++) {
        byte[] flipped = whole.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, flipped);
        assertThat(state.find("area-1")).as("bit %d", bit).isEmpty();
        assertThat(file).doesNotExist();
      }
      assertThat(state.damaged()).isEqualTo(8 * whole.length);
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        List<byte[]> found = state.find("area-1");
        assertThat(found.size()).isLessThan(parts.size());
        assertThat(found).containsExactlyElementsOf(parts.subList(0, found.size()));
      }
      Files.write(file, Arrays.copyOf(whole, whole.length + 8));
      assertThat(state.find("area-1")).as("zeros that were never written").isEmpty();
      state.add("area-1", parts);
      assertThat(state.find("area-1")).containsExactlyElementsOf(parts);
    }
  }

  @Test
  void from_scratch_nothing_is_there_until_it_is_kept_anew() throws Exception {
    try (FileWatchState state = open()) {
      state.add("area-1", List.of(bytes(5, 1)));
      state.add("area-2", List.of(bytes(6, 1)));
    }
    try (FileWatchState state = open(FileWatchState.Start.SCRATCH, DAY)) {
      assertThat(state.find("area-1")).isEmpty();
      state.add("area-1", List.of(bytes(5, 2)));
      state.add("area-1", List.of(bytes(5, 3)));
      assertThat(state.find("area-1")).containsExactly(bytes(5, 2), bytes(5, 3));
    }
    try (FileWatchState state = open()) {
      assertThat(state.find("area-1")).containsExactly(bytes(5, 2), bytes(5, 3));
      assertThat(state.find("area-2")).containsExactly(bytes(6, 1));
    }
  }

  @Test
  void beyond_the_limit_the_longest_unused_goes_first() throws Exception {
    for (int day = 0; day < 3; day++) {
      try (FileWatchState state = open(FileWatchState.Start.KEPT, DAY.plusSeconds(86_400L * day))) {
        state.add("area-" + day, List.of(bytes(2_000, day)));
        assertThat(state.find("area-" + day)).hasSize(1);
        assertThat(state.find("area-0")).hasSize(1);
        state.tidy();
      }
    }
    try (FileWatchState state = open()) {
      assertThat(state.find("area-0")).hasSize(1);
      assertThat(state.find("area-1")).isEmpty();
      assertThat(state.find("area-2")).hasSize(1);
    }
  }

  @Test
  void each_catalogue_and_each_session_is_its_own() throws Exception {
    String session;
    try (FileWatchState state = open()) {
      session = state.session();
      state.add("area-1", List.of(bytes(5, 1)));
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(this::open)
          .satisfies(refused -> assertThat(refused.fault().code()).isEqualTo("watch-locked"));
    }
    try (FileWatchState other =
        FileWatchState.open(
            folder, "others", FileWatchState.Start.KEPT, 5_000, Clock.systemUTC())) {
      assertThat(other.find("area-1")).isEmpty();
      assertThat(other.session()).isNotEqualTo(session);
    }
  }

  @Test
  void names_cannot_leave_the_folder() throws Exception {
    try (FileWatchState state = open()) {
      assertThatIllegalArgumentException().isThrownBy(() -> state.find("../keys"));
    }
  }
}
