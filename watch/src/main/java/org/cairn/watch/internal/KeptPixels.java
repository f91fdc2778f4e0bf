package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cairn.change.radar.Polarisation;

/**
 * How the pixels of one scene over an area stand in a part of the state: its key, its kind, then
 * the pixels. What is not in form is as if it were not there.
 */
final class KeptPixels {
  private static final int LOOK = 1;
  private static final int BAND = 2;
  private static final int RADAR = 3;

  private KeptPixels() {}

  /**
   * One layer as the analysis takes it.
   *
   * @param aligned false where the pixels had to be resampled from another grid
   */
  record Look(boolean aligned, Parts.Pixels image) {}

  static byte[] of(String key, AreaStack.Capture capture) {
    return Parts.write(out -> {
      Parts.text(out, key);
      out.writeByte(LOOK);
      out.writeBoolean(capture.aligned());
      Parts.pixels(out, capture.image().layer(), capture.image().hasData());
    });
  }

  static Optional<Look> look(byte[] part, int pixels) {
    try (DataInputStream in = Parts.reading(part)) {
      Parts.text(in);
      return in.readUnsignedByte() == LOOK
          ? Optional.of(new Look(in.readBoolean(), Parts.pixels(in, pixels)))
          : Optional.empty();
    } catch (IOException notInForm) {
      return Optional.empty();
    }
  }

  /** Of one band. */
  static byte[] of(String key, float[] values) {
    return Parts.write(out -> {
      Parts.text(out, key);
      out.writeByte(BAND);
      Parts.pixels(out, values, Parts.allPresent(values));
    });
  }

  static Optional<float[]> band(byte[] part, int pixels) {
    try (DataInputStream in = Parts.reading(part)) {
      Parts.text(in);
      return in.readUnsignedByte() == BAND
          ? Optional.of(Parts.pixels(in, pixels).layer())
          : Optional.empty();
    } catch (IOException notInForm) {
      return Optional.empty();
    }
  }

  static byte[] of(String key, RadarBands.Image image) {
    return Parts.write(out -> {
      Parts.text(out, key);
      out.writeByte(RADAR);
      out.writeBoolean(image.aligned());
      out.writeByte(image.power().size());
      for (Map.Entry<Polarisation, float[]> one : image.power().entrySet()) {
        Parts.text(out, one.getKey().name());
        Parts.pixels(out, one.getValue(), Parts.allPresent(one.getValue()));
      }
    });
  }

  static Optional<RadarBands.Image> radar(byte[] part, int pixels) {
    try (DataInputStream in = Parts.reading(part)) {
      Parts.text(in);
      if (in.readUnsignedByte() != RADAR) {
        return Optional.empty();
      }
      boolean aligned = in.readBoolean();
      Map<Polarisation, float[]> power = new HashMap<>();
      for (int left = in.readUnsignedByte(); left > 0; left--) {
        power.put(Polarisation.valueOf(Parts.text(in)), Parts.pixels(in, pixels).layer());
      }
      return power.isEmpty() ? Optional.empty() : Optional.of(new RadarBands.Image(aligned, power));
    } catch (IOException | IllegalArgumentException notInForm) {
      return Optional.empty();
    }
  }
}
