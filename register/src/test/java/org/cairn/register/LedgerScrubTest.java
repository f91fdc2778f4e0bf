package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.merkle.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Blobs and files of the log lost and damaged, and put back from copies. */
class LedgerScrubTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final int BLOBS = 40;

  @TempDir private Path folder = Path.of("");

  private Workspace workspace;
  private Path mirror;
  private final List<Hash> blobs = new ArrayList<>();

  @BeforeEach
  void fill() throws Exception {
    workspace =
        Workspace.create(folder.resolve("watch"), "example.org/log", CLOCK, new SecureRandom());
    List<Draft> drafts = new ArrayList<>();
    for (int blob = 0; blob < BLOBS; blob++) {
      Hash hash = workspace.blobs().put(content(blob));
      blobs.add(hash);
      ObjectNode note = JsonNodeFactory.instance.objectNode().put("type", "note");
      note.putObject("picture").put("blob", "sha256:" + hash.hex());
      drafts.add(Draft.open(note));
    }
    for (int more = 0; more < 600; more++) {
      drafts.add(Draft.open(JsonNodeFactory.instance.objectNode().put("type", "note")));
    }
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(drafts);
    }
    mirror = folder.resolve("mirror");
    copy(workspace.root().resolve("ledger"), mirror.resolve("ledger"));
  }

  private static byte[] content(int blob) {
    byte[] content = new byte[5000];
    new Random(blob).nextBytes(content);
    return content;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private LedgerScrub.Outcome scrub(Path... mirrors) throws Exception {
    List<Mirror> named = new ArrayList<>();
    for (Path one : mirrors) {
      named.add(new Mirror("disk " + (named.size() + 1), one));
    }
    return LedgerScrub.scrub(workspace, named, CLOCK);
  }

  private List<ObjectNode> records() throws Exception {
    List<ObjectNode> records = new ArrayList<>();
    LedgerRecords.forEach(
        workspace,
        (index, record) -> {
          if (record.path("type").asString("").equals("fixity")) {
            records.add(record);
          }
        });
    return records;
  }

  private List<Fault> faults() throws Exception {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    return faults;
  }

  private static void flip(Path file, int bit) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(bit >> 3) % bytes.length] ^= (byte) (1 << (bit & 7));
    Files.write(file, bytes);
  }

  private static String name(Hash hash) {
    return "sha256:" + hash.hex();
  }

  @Test
  void a_sound_ledger_is_recorded_as_such() throws Exception {
    LedgerScrub.Outcome outcome = scrub();

    assertThat(outcome.checked()).isEqualTo(BLOBS);
    assertThat(outcome.left()).isEmpty();
    assertThat(outcome.entry()).hasValue(641);
    ObjectNode record = records().getFirst();
    assertThat(record.path("checked").asInt()).isEqualTo(BLOBS);
    assertThat(record.path("missing")).isEmpty();
    assertThat(record.has("files")).isFalse();
    assertThat(faults()).isEmpty();
  }

  @Test
  void one_that_rests_in_between_finds_the_same_and_can_be_stopped() throws Exception {
    Files.delete(workspace.blobs().path(blobs.get(7)));
    flip(workspace.blobs().path(blobs.get(12)), 99);
    LedgerScrub.Outcome outcome = LedgerScrub.scrubGently(workspace, List.of(), CLOCK);
    assertThat(outcome.checked()).isEqualTo(BLOBS);
    assertThat(outcome.missing()).containsExactly(name(blobs.get(7)));
    assertThat(outcome.damaged()).containsExactly(name(blobs.get(12)));

    Pace pace = Pace.gentle();
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> {
              while (true) {
                pace.step();
              }
            })
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void one_deleted_and_others_damaged_are_found_in_one_cycle_repaired_and_recorded()
      throws Exception {
    Random random = new Random(5);
    Files.delete(workspace.blobs().path(blobs.get(7)));
    for (int blob = 10; blob < 20; blob++) {
      flip(workspace.blobs().path(blobs.get(blob)), random.nextInt(40_000));
    }
    LedgerScrub.Outcome outcome = scrub(mirror);

    assertThat(outcome.missing()).containsExactly(name(blobs.get(7)));
    assertThat(outcome.damaged())
        .containsExactlyInAnyOrderElementsOf(
            blobs.subList(10, 20).stream().map(LedgerScrubTest::name).toList());
    assertThat(outcome.repaired()).hasSize(11);
    assertThat(outcome.left()).isEmpty();
    for (int blob = 0; blob < BLOBS; blob++) {
      assertThat(workspace.blobs().read(blobs.get(blob), 5000)).isEqualTo(content(blob));
    }
    ObjectNode record = records().getFirst();
    assertThat(record.path("missing").path(0).asString()).isEqualTo(name(blobs.get(7)));
    assertThat(record.path("damaged")).hasSize(10);
    assertThat(record.path("repaired").findValuesAsString("from")).containsOnly("disk 1");
    assertThat(record.toString()).doesNotContain(folder.toString());
    assertThat(faults()).isEmpty();
  }

  @Test
  void a_damaged_copy_is_never_used_and_another_mirror_is_asked() throws Exception {
    Path second = folder.resolve("second");
    copy(mirror.resolve("ledger/blobs"), second);
    Hash lost = blobs.get(3);
    Files.delete(workspace.blobs().path(lost));
    flip(new BlobStore(mirror.resolve("ledger/blobs")).path(lost), 77);

    LedgerScrub.Outcome only = scrub(mirror);
    assertThat(only.repaired()).isEmpty();
    assertThat(only.left()).extracting(Fault::code).containsExactly("copy-damaged", "blob-missing");
    assertThat(workspace.blobs().path(lost)).doesNotExist();
    assertThatThrownBy(() -> workspace.blobs().open(lost)).isInstanceOf(IntegrityException.class);

    LedgerScrub.Outcome both = scrub(mirror, second);
    assertThat(both.repaired()).containsExactly(new LedgerScrub.Repaired(name(lost), "disk 2"));
    assertThat(records()).hasSize(2);
    assertThat(faults()).isEmpty();
  }

  @Test
  void of_ten_thousand_flips_no_wrong_byte_is_handed_out() throws Exception {
    Random random = new Random(11);
    BlobStore store = workspace.blobs();
    for (int trial = 0; trial < 10_000; trial++) {
      int blob = random.nextInt(BLOBS);
      Path file = store.path(blobs.get(blob));
      int bit = random.nextInt(40_000);
      flip(file, bit);
      byte[] handed = new byte[0];
      try (InputStream in = store.open(blobs.get(blob))) {
        handed = in.readAllBytes();
      } catch (IntegrityException refused) {
        assertThat(refused.code()).isEqualTo("blob-damaged");
      }
      assertThat(handed).as("trial %d", trial).isEmpty();
      flip(file, bit);
    }
  }

  @Test
  void what_could_not_be_recorded_is_recorded_by_the_next_scrub() throws Exception {
    Files.delete(workspace.blobs().path(blobs.getFirst()));
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      LedgerScrub.Outcome outcome = scrub(mirror);
      assertThat(outcome.entry()).isEmpty();
      assertThat(outcome.repaired()).hasSize(1);
      assertThat(outcome.left()).extracting(Fault::code).containsExactly("log-locked");
    }
    assertThat(records()).isEmpty();
    assertThat(scrub(mirror).missing()).isEmpty();
    assertThat(records()).hasSize(2);
    assertThat(records().getFirst().path("repaired")).hasSize(1);
    assertThat(records().get(1).path("repaired")).isEmpty();
    assertThat(scrub().left()).isEmpty();
    assertThat(records()).hasSize(3);
  }

  @Test
  void more_names_than_an_entry_holds_are_in_several_records() throws Exception {
    List<Draft> drafts = new ArrayList<>();
    for (int gone = 0; gone < 450; gone++) {
      Hash hash = Hash.of(org.cairn.ledger.crypto.Sha256.of(("gone " + gone).getBytes(UTF_8)));
      drafts.add(
          Draft.open(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("type", "note")
                  .put("blob", "sha256:" + hash.hex())));
    }
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(drafts);
    }
    LedgerScrub.Outcome outcome = scrub(mirror);
    assertThat(outcome.missing()).hasSize(450);
    assertThat(records()).hasSize(3);
    assertThat(records().stream().mapToInt(record -> record.path("missing").size()).sum())
        .isEqualTo(450);
  }

  @Test
  void files_of_the_log_come_back_from_a_mirror_or_from_their_own_entries() throws Exception {
    Path log = workspace.log();
    Files.delete(log.resolve("tile/0/000"));
    flip(log.resolve("tile/0/001"), 999);
    flip(log.resolve("tile/entries/001"), 4321);
    Files.delete(log.resolve("tile/entries/000"));
    LedgerScrub.Outcome outcome = scrub(mirror.resolve("ledger/log"));

    assertThat(outcome.files())
        .extracting(file -> file.path() + " " + file.from())
        .containsExactlyInAnyOrder(
            "tile/0/000 disk 1",
            "tile/entries/000 disk 1",
            "tile/entries/001 disk 1",
            "tile/0/001 disk 1");
    assertThat(outcome.left()).isEmpty();
    assertThat(outcome.missing()).isEmpty();
    assertThat(records().getFirst().path("files").path("repaired")).hasSize(4);
    assertThat(faults()).isEmpty();

    Files.delete(log.resolve("tile/0/000"));
    assertThat(scrub().files())
        .extracting(file -> file.path() + " " + file.from())
        .containsExactly("tile/0/000 own entries");
    assertThat(faults()).isEmpty();
  }

  @Test
  void what_does_not_lead_to_the_checkpoint_is_not_taken_from_a_mirror() throws Exception {
    Path log = workspace.log();
    Files.delete(log.resolve("tile/entries/000"));
    flip(mirror.resolve("ledger/log/tile/entries/000"), 5001);
    LedgerScrub.Outcome outcome = scrub(mirror);

    assertThat(outcome.files()).isEmpty();
    assertThat(log.resolve("tile/entries/000")).doesNotExist();
    assertThat(outcome.left()).extracting(Fault::code).contains("bundle-missing");
    try (Stream<Path> files = Files.walk(log)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }
}
