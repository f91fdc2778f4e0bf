package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.imagery.raster.Grid;

/**
 * What is kept of one watch area: each scene's pixels as the analysis takes them, masked and
 * resampled, and the bands of alerts' pictures. Found by the area's own grid, so that it does not
 * matter which places share it. Thread-safe.
 */
final class KeptArea {
  private static final int LOOK = 1;
  private static final int BAND = 2;

  private final KeptState state;
  private final KeptScenes scenes;
  private final String name;
  private final int pixels;

  // All guarded by this.
  private final Map<String, byte[]> found = new HashMap<>();
  private final Map<String, byte[]> pending = new HashMap<>();

  private KeptArea(KeptState state, KeptScenes scenes, String name, int pixels) {
    this.state = state;
    this.scenes = scenes;
    this.name = name;
    this.pixels = pixels;
  }

  static KeptArea load(KeptState state, KeptScenes scenes, WatchArea area) {
    KeptArea kept =
        new KeptArea(state, scenes, state.name("area", area.grid().toString()), area.pixels());
    if (state.isOn()) {
      kept.enter(state.find(kept.name));
    }
    return kept;
  }

  /** Where most of what is kept has been replaced since, the rest is kept alone. */
  private synchronized void enter(List<byte[]> parts) {
    long all = 0;
    long useful = 0;
    for (byte[] part : parts) {
      try (DataInputStream in = Parts.reading(part)) {
        String key = Parts.text(in);
        if (isOnRecord(key)) {
          found.put(key, part);
        }
      } catch (IOException notInForm) {
        // Not of this form of the state: counted as replaced.
      }
      all += part.length;
    }
    for (byte[] part : found.values()) {
      useful += part.length;
    }
    if (useful < all / 2) {
      state.replace(name, List.copyOf(found.values()));
    }
  }

  private boolean isOnRecord(String key) {
    return scenes.isOnRecord(key.substring(0, Math.max(0, key.indexOf(' '))));
  }

  private static String key(String token, String what) {
    return token + " " + what;
  }

  /** The scene over the area as it was read before; empty where it has to be read. */
  Optional<AreaStack.Capture> findLook(Scene scene) {
    Optional<byte[]> part = take(scene, "look");
    if (part.isEmpty()) {
      return Optional.empty();
    }
    try (DataInputStream in = Parts.reading(part.get())) {
      Parts.text(in);
      if (in.readUnsignedByte() != LOOK) {
        return Optional.empty();
      }
      boolean aligned = in.readBoolean();
      Parts.Pixels values = Parts.pixels(in, pixels);
      return Optional.of(new AreaStack.Capture(scene, aligned, values.layer(), values.hasData()));
    } catch (IOException notInForm) {
      return Optional.empty();
    }
  }

  void keepLook(Scene scene, boolean aligned, float[] layer, boolean[] hasData) {
    Optional<String> token = scenes.token(scene);
    if (token.isPresent()) {
      String key = key(token.get(), "look");
      keep(
          key,
          Parts.write(out -> {
            Parts.text(out, key);
            out.writeByte(LOOK);
            out.writeBoolean(aligned);
            Parts.pixels(out, layer, hasData);
          }));
    }
  }

  /** A band of a scene over a part of the area, as it was read before. */
  Optional<float[]> findBand(Scene scene, String band, Grid grid) {
    Optional<byte[]> part = take(scene, band + " " + grid);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    try (DataInputStream in = Parts.reading(part.get())) {
      Parts.text(in);
      return in.readUnsignedByte() == BAND
          ? Optional.of(Parts.pixels(in, grid.rows() * grid.cols()).layer())
          : Optional.empty();
    } catch (IOException notInForm) {
      return Optional.empty();
    }
  }

  void keepBand(Scene scene, String band, Grid grid, float[] values) {
    Optional<String> token = scenes.token(scene);
    if (token.isPresent()) {
      String key = key(token.get(), band + " " + grid);
      keep(
          key,
          Parts.write(out -> {
            Parts.text(out, key);
            out.writeByte(BAND);
            Parts.pixels(out, values, Parts.allPresent(values));
          }));
    }
  }

  private synchronized Optional<byte[]> take(Scene scene, String what) {
    return scenes
        .token(scene)
        .map(token -> key(token, what))
        .flatMap(key ->
            Optional.ofNullable(found.get(key)).or(() -> Optional.ofNullable(pending.get(key))));
  }

  private synchronized void keep(String key, byte[] part) {
    pending.put(key, part);
  }

  /** Frees the pixels that were found, but for the bands of pictures; call once all are taken. */
  synchronized void releaseLooks() {
    found.keySet().removeIf(key -> key.endsWith(" look"));
  }

  /**
   * Keeps what was added. The reads behind it must be on record ({@link KeptScenes#save}); pixels
   * of scenes that are not are dropped.
   */
  synchronized void save() {
    List<byte[]> parts = new ArrayList<>();
    pending.forEach((key, part) -> {
      if (isOnRecord(key)) {
        parts.add(part);
        if (!key.endsWith(" look")) {
          found.put(key, part);
        }
      }
    });
    pending.clear();
    state.add(name, parts);
  }
}
