package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The {@link Pictures} of the alerts of one area as runs keep them. Those of alerts that are not
 * raised any more go. Used by one thread at a time.
 */
final class KeptEvidence {
  /** Of the bytes of {@link Pictures}; part of each key. */
  private static final String FORM = "2";

  private final KeptState state;
  private final String name;

  /** What was kept before, by key; loaded when first asked for. */
  private Optional<Map<String, byte[]>> found = Optional.empty();

  /** Of what was kept before, what this run used. */
  private final Map<String, byte[]> used = new LinkedHashMap<>();

  private final Map<Key, byte[]> pending = new LinkedHashMap<>();

  KeptEvidence(KeptState state, String name) {
    this.state = state;
    this.name = name;
  }

  /**
   * What pictures are of.
   *
   * @param tokens of the scenes they were read from
   * @param digest binds these and all else that they depend on
   */
  record Key(List<String> tokens, String digest) {
    /**
     * @param reference what looks were laid on, which tells where they lie, and what they show
     * @param strip scenes of each picture beside these two
     */
    static Key of(
        String reference,
        List<String> before,
        List<String> after,
        List<List<String>> strip,
        List<Integer> footprint) {
      List<String> tokens = new ArrayList<>(before);
      tokens.addAll(after);
      strip.forEach(tokens::addAll);
      return new Key(
          tokens,
          Parts.digest(
              FORM,
              reference,
              before.toString(),
              after.toString(),
              strip.toString(),
              footprint.toString()));
    }
  }

  Optional<Pictures> find(Key key) {
    if (found.isEmpty()) {
      found = Optional.of(load());
    }
    byte[] part = found.get().get(key.digest());
    if (part == null) {
      return Optional.empty();
    }
    try (DataInputStream in = Parts.reading(part)) {
      Parts.text(in);
      Pictures pictures = Pictures.read(in);
      used.put(key.digest(), part);
      return Optional.of(pictures);
    } catch (IOException | IllegalArgumentException notInForm) {
      return Optional.empty();
    }
  }

  private Map<String, byte[]> load() {
    Map<String, byte[]> parts = new HashMap<>();
    for (byte[] part : state.find(name)) {
      try (DataInputStream in = Parts.reading(part)) {
        parts.put(Parts.text(in), part);
      } catch (IOException notInForm) {
        // As if it were not there: read from the images again.
      }
    }
    return parts;
  }

  void keep(Key key, Pictures made) {
    pending.put(
        key,
        Parts.write(out -> {
          Parts.text(out, key.digest());
          made.write(out);
        }));
  }

  /**
   * Keeps what was added, and lets go of what was held.
   *
   * @param onRecord whether what was read of a scene, by token, is on record
   */
  void save(Predicate<String> onRecord) {
    List<byte[]> parts = new ArrayList<>();
    pending.forEach((key, part) -> {
      if (key.tokens().stream().allMatch(onRecord)) {
        parts.add(part);
      }
    });
    pending.clear();
    if (found.isPresent() && used.size() < found.get().size()) {
      parts.addAll(0, used.values());
      state.replace(name, parts);
    } else {
      state.add(name, parts);
    }
    found = Optional.empty();
    used.clear();
  }
}
