package org.cairn.ledger.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
  private static final long LIMIT = 1 << 24;

  @TempDir private Path folder = Path.of("");

  private BlobStore store = new BlobStore(Path.of(""));

  @BeforeEach
  void open() {
    store = new BlobStore(folder.resolve("blobs"));
  }

  @Test
  void content_comes_back_by_its_hash_and_is_kept_once() throws Exception {
    byte[] content = bytes(200_000, 1);
    Hash hash = store.put(new ByteArrayInputStream(content), LIMIT);

    assertThat(hash).isEqualTo(Hash.of(Sha256.of(content)));
    assertThat(store.put(content)).isEqualTo(hash);
    assertThat(store.read(hash, content.length)).isEqualTo(content);
    String hex = hash.hex();
    assertThat(files())
        .containsExactly("sha256/" + hex.substring(0, 2) + "/" + hex.substring(2, 4) + "/" + hex);
    assertThat(store.scrub(fault -> {})).isEqualTo(1);
  }

  @Test
  void empty_content_is_a_blob_too() throws Exception {
    Hash hash = store.put(new byte[0]);
    assertThat(store.read(hash, 0)).isEmpty();
  }

  @Test
  void too_much_content_is_refused_and_leaves_nothing() throws Exception {
    assertThatThrownBy(() -> store.put(new ByteArrayInputStream(bytes(100_001, 2)), 100_000))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("blob-size");
    assertThat(files()).isEmpty();
    Hash hash = store.put(bytes(11, 2));
    assertThatThrownBy(() -> store.read(hash, 10))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("blob-size");
  }

  @Test
  void a_stream_that_breaks_off_leaves_nothing() throws Exception {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes(100_000, 3)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });
    assertThatThrownBy(() -> store.put(broken, LIMIT)).hasMessageContaining("connection reset");
    assertThat(files()).isEmpty();
  }

  @Test
  void no_altered_byte_is_ever_handed_out() throws Exception {
    byte[] content = bytes(500, 4);
    Hash hash = store.put(content);
    Random random = new Random(4);
    for (int trial = 0; trial < 10_000; trial++) {
      byte[] altered = content.clone();
      altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(store.path(hash), altered);
      assertThatThrownBy(() -> store.open(hash))
          .isInstanceOf(IntegrityException.class)
          .hasMessageContaining("blob-damaged");
    }
  }

  @Test
  void a_file_altered_while_it_is_read_is_noticed_at_its_end() throws Exception {
    byte[] content = bytes(300_000, 5);
    Hash hash = store.put(content);
    try (InputStream in = store.open(hash)) {
      in.readNBytes(1000);
      byte[] altered = content.clone();
      altered[250_000] ^= 1;
      Files.write(store.path(hash), altered);
      assertThatThrownBy(in::readAllBytes).hasMessageContaining("blob-damaged");
    }
  }

  @Test
  void a_scrub_names_every_fault_and_only_a_true_copy_repairs() throws Exception {
    List<Hash> hashes = new ArrayList<>();
    for (int blob = 0; blob < 5; blob++) {
      hashes.add(store.put(bytes(1000, 10 + blob)));
    }
    Files.writeString(store.path(hashes.get(1)), "altered");
    Files.writeString(folder.resolve("blobs/sha256/notes.txt"), "a stray file");
    Files.delete(store.path(hashes.get(3)));

    List<Fault> faults = new ArrayList<>();
    assertThat(store.scrub(faults::add)).isEqualTo(4);
    assertThat(faults)
        .extracting(Fault::code)
        .containsExactlyInAnyOrder("blob-damaged", "blob-name");
    assertThat(store.check(hashes.get(3))).get().extracting(Fault::code).isEqualTo("blob-missing");

    assertThatThrownBy(
            () -> store.repair(hashes.get(1), new ByteArrayInputStream(bytes(1000, 10)), LIMIT))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("blob-copy");
    assertThat(store.holds(hashes.get(1))).isFalse();
    store.repair(hashes.get(1), new ByteArrayInputStream(bytes(1000, 11)), LIMIT);
    store.put(bytes(1000, 13));
    assertThat(store.holds(hashes.get(1))).isTrue();
    assertThat(store.holds(hashes.get(3))).isTrue();
  }

  @Test
  void putting_a_damaged_blob_again_mends_it() throws Exception {
    Hash hash = store.put(bytes(1000, 20));
    Files.writeString(store.path(hash), "altered");
    store.put(new ByteArrayInputStream(bytes(1000, 20)), LIMIT);
    assertThat(store.read(hash, 1000)).isEqualTo(bytes(1000, 20));
  }

  @Test
  void a_link_in_the_place_of_a_blob_is_not_followed() throws Exception {
    Hash hash = store.put(bytes(1000, 21));
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(store.path(hash), elsewhere);
    Files.createSymbolicLink(store.path(hash), elsewhere);
    assertThatThrownBy(() -> store.open(hash)).isInstanceOf(IOException.class);
  }

  @Test
  void many_threads_may_put_the_same_content() throws Exception {
    Callable<Hash> put = () -> store.put(new ByteArrayInputStream(bytes(50_000, 22)), LIMIT);
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (Future<Hash> hash : pool.invokeAll(Stream.generate(() -> put).limit(64).toList())) {
        assertThat(hash.get()).isEqualTo(Hash.of(Sha256.of(bytes(50_000, 22))));
      }
    }
    assertThat(files()).hasSize(1);
  }

  private List<String> files() throws IOException {
    Path root = folder.resolve("blobs");
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList();
    }
  }

  private static byte[] bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
