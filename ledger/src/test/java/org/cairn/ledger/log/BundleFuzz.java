package org.cairn.ledger.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;
import org.cairn.ledger.merkle.HashTile;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;

/**
 * Bundles, tiles and their paths as a server may send them: a bundle is written as it was read, and
 * a reader gives out no entry that the checkpoint does not cover. The first byte says what the rest
 * is: a path, the tile, or a bundle.
 */
public final class BundleFuzz implements FuzzTarget {
  private static final int SIZE = 5;
  private static final List<byte[]> ENTRIES =
      IntStream.range(0, SIZE).mapToObj(n -> ("entry " + n).getBytes(UTF_8)).toList();

  private final byte[] tile;
  private final byte[] bundle;
  private final SignedNote checkpoint;

  public BundleFuzz() throws Exception {
    HashTile hashes = new HashTile();
    for (byte[] entry : ENTRIES) {
      hashes.add(Merkle.leafHash(entry).bytes(), 0);
    }
    tile = hashes.content();
    bundle = written(ENTRIES);
    SigningKey key =
        SigningKey.generate("log.example", VerifierKey.Kind.LOG, FuzzTarget.random("bundle"));
    TreeHead head = new TreeHead(SIZE, new TreeReader(address -> hashes, SIZE).root());
    String text = new Checkpoint("log.example", head).text();
    checkpoint = SignedNote.of(text, List.of(key.sign(text)));
  }

  private static byte[] written(List<byte[]> entries) {
    return Entries.of(entries).encoded();
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        prefixed('p', "tile/0/x001/x234/067.p/5".getBytes(ISO_8859_1)),
        prefixed('p', "tile/entries/000".getBytes(ISO_8859_1)),
        prefixed('t', tile),
        prefixed('b', bundle));
  }

  private static byte[] prefixed(char kind, byte[] content) {
    byte[] seed = new byte[1 + content.length];
    seed[0] = (byte) kind;
    System.arraycopy(content, 0, seed, 1, content.length);
    return seed;
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    if (input.length == 0) {
      throw RefusedException.expected("bundle-fuzz", "input", "a kind", "nothing");
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    switch (input[0]) {
      case 'p' -> path(new String(rest, ISO_8859_1));
      case 't' -> read(rest, bundle);
      case 'b' -> {
        read(tile, rest);
        bundle(rest, SIZE);
      }
      default -> bundle(rest, 1 + (input[0] & 0xff));
    }
  }

  private static void path(String text) throws RefusedException {
    Optional<TileAddress> address = TileAddress.parse(text);
    if (address.isEmpty()) {
      throw RefusedException.expected("bundle-fuzz", "path", "that of a tile", "another");
    }
    FuzzTarget.require(address.get().path().equals(text), "a path is written as it was read");
  }

  private static void bundle(byte[] bytes, int entries) throws RefusedException {
    List<byte[]> parsed = EntryBundle.parse(bytes, entries, "bundle");
    FuzzTarget.require(parsed.size() == entries, "a bundle has as many entries as asked for");
    FuzzTarget.require(Arrays.equals(written(parsed), bytes), "a bundle is written as it was read");
  }

  private void read(byte[] tileSent, byte[] bundleSent) throws RefusedException {
    LogReader reader =
        LogReader.at(
            (path, maxBytes) -> path.startsWith("tile/entries/") ? bundleSent : tileSent,
            checkpoint);
    try {
      for (int index = 0; index < SIZE; index++) {
        FuzzTarget.require(
            Arrays.equals(reader.entry(index), ENTRIES.get(index)),
            "no entry is given out but the one that was signed for");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
