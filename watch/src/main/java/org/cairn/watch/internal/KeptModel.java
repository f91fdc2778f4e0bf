package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Learnt;
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;
import org.cairn.imagery.scene.CoRegistration;

/**
 * What is kept of one watch area's numbers: where each look lies, the model of the history, and
 * what each look showed beyond it. Each is found by a digest of the very pixels it was worked out
 * from, so that a late or reprocessed image, another first day or other sites in the area have it
 * worked out anew. Used by one thread.
 */
final class KeptModel {
  private static final int SHIFT = 1;
  private static final int MODEL = 2;
  private static final int RESIDUAL = 3;
  private static final int SCANNED = 4;
  private static final String SCAN = "scan";

  private final KeptState state;
  private final String name;
  private final Map<String, byte[]> found = new HashMap<>();
  private long foundBytes;

  /** Of {@link #found}, what was of use. */
  private final Map<String, byte[]> used = new LinkedHashMap<>();

  private final Map<String, byte[]> pending = new LinkedHashMap<>();

  /** Digests of images met, which nobody writes to any more. */
  private final Map<float[], String> digests = new IdentityHashMap<>();

  private KeptModel(KeptState state, String name) {
    this.state = state;
    this.name = name;
  }

  static KeptModel load(KeptState state, WatchArea area) {
    KeptModel kept = new KeptModel(state, state.name("model", area.grid().toString()));
    if (state.isOn()) {
      for (byte[] part : state.find(kept.name)) {
        kept.enter(part);
      }
    }
    return kept;
  }

  private void enter(byte[] part) {
    foundBytes += part.length;
    try (DataInputStream in = Parts.reading(part)) {
      in.readUnsignedByte();
      found.put(Parts.text(in), part);
    } catch (IOException notInForm) {
      // Of no use: it goes when the rest is kept alone.
    }
  }

  private Optional<DataInputStream> take(int kind, String key) throws IOException {
    byte[] part = found.get(key);
    if (part == null) {
      return Optional.empty();
    }
    DataInputStream in = Parts.reading(part);
    if (in.readUnsignedByte() != kind) {
      return Optional.empty();
    }
    Parts.text(in);
    used.put(key, part);
    return Optional.of(in);
  }

  private void keep(int kind, String key, Parts.Writing content) {
    pending.put(
        key,
        Parts.write(out -> {
          out.writeByte(kind);
          Parts.text(out, key);
          content.to(out);
        }));
  }

  /** Digest of one image's pixels; all NaN are the same. Empty where nothing is kept. */
  String digest(float[] layer) {
    return state.isOn() ? digests.computeIfAbsent(layer, KeptModel::sha256) : "";
  }

  private static String sha256(float[] layer) {
    ByteBuffer bytes = ByteBuffer.allocate(layer.length * Float.BYTES);
    bytes.asFloatBuffer().put(layer);
    for (int i = 0; i < layer.length; i++) {
      if (Float.isNaN(layer[i])) {
        bytes.putFloat(i * Float.BYTES, Float.NaN);
      }
    }
    return HexFormat.of().formatHex(sha256().digest(bytes.array()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("Every Java platform has SHA-256", absent);
    }
  }

  /** Where an image lies against a reference, both by their digests; measured where not known. */
  CoRegistration.Shift shift(
      String reference, String layer, Supplier<CoRegistration.Shift> measuring) {
    if (!state.isOn()) {
      return measuring.get();
    }
    String key = "shift " + Parts.digest(reference, layer);
    try {
      Optional<DataInputStream> in = take(SHIFT, key);
      if (in.isPresent()) {
        return new CoRegistration.Shift(
            in.get().readDouble(), in.get().readDouble(), in.get().readDouble());
      }
    } catch (IOException notInForm) {
      used.remove(key);
    }
    CoRegistration.Shift measured = measuring.get();
    keep(
        SHIFT,
        key,
        out -> {
          out.writeDouble(measured.rows());
          out.writeDouble(measured.cols());
          out.writeDouble(measured.quality());
        });
    return measured;
  }

  /** The keys of a series in the state. */
  private record Keys(String model, List<String> residuals) {
    /** Binds the model and the first so many dates, in their order. */
    String first(int dates) {
      return Parts.digest(residuals.subList(0, dates).toArray(String[]::new));
    }
  }

  /**
   * Binds all the model depends on: the history's pixels, the sites left out and the method's
   * parameters; and for each date its own pixels.
   */
  private Keys keys(SceneSeries series, DetectorParameters parameters, List<Site> leftOut) {
    MessageDigest history = sha256();
    history.update(
        (series.rows() + " " + series.cols() + " " + series.historyDates() + " " + parameters)
            .getBytes(StandardCharsets.UTF_8));
    for (Site site : leftOut) {
      StringBuilder text = new StringBuilder(site.row() + " " + site.col() + " ");
      for (int r = site.row(); r < site.row() + site.rows(); r++) {
        for (int c = site.col(); c < site.col() + site.cols(); c++) {
          text.append(site.contains(r, c) ? '1' : '0');
        }
        text.append('\n');
      }
      history.update(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    List<String> layers = new ArrayList<>();
    for (int date = 0; date < series.dates(); date++) {
      String layer = digest(series.layer(date));
      layers.add(layer);
      if (date < series.historyDates()) {
        history.update(layer.getBytes(StandardCharsets.UTF_8));
      }
    }
    String model = HexFormat.of().formatHex(history.digest());
    List<String> residuals = new ArrayList<>();
    for (int date = 0; date < layers.size(); date++) {
      // A history date is predicted without its own column, so its place in the history counts.
      String role = date < series.historyDates() ? "history " + date : "monitored";
      residuals.add("residual " + Parts.digest(model, layers.get(date), role));
    }
    return new Keys("model " + model, residuals);
  }

  /** One analysis: what is known goes in, what was learnt is kept. */
  interface Analysis<T> {
    /** Runs it. */
    T with(Learnt known);

    /** What it learnt; empty where it came to nothing. */
    Optional<Learnt> learnt(T outcome);
  }

  <T> T analyse(
      SceneSeries series, DetectorParameters parameters, List<Site> leftOut, Analysis<T> analysis) {
    if (!state.isOn()) {
      return analysis.with(Learnt.nothing());
    }
    Keys keys = keys(series, parameters, leftOut);
    Learnt known = known(series, keys);
    T outcome = analysis.with(known);
    analysis.learnt(outcome).ifPresent(learnt -> keep(series, keys, known, learnt));
    return outcome;
  }

  private Learnt known(SceneSeries series, Keys keys) {
    try {
      Optional<DataInputStream> model = take(MODEL, keys.model());
      if (model.isEmpty()) {
        return Learnt.nothing();
      }
      DoubleBuffer storedFills = block(model.get()).asDoubleBuffer();
      double[] fills = new double[storedFills.remaining()];
      storedFills.get(fills);
      CharBuffer storedControls = block(model.get()).asCharBuffer();
      char[] controls = new char[storedControls.remaining()];
      storedControls.get(controls);
      Map<Integer, float[]> residuals = new TreeMap<>();
      for (int date = 0; date < series.dates(); date++) {
        Optional<DataInputStream> residual = take(RESIDUAL, keys.residuals().get(date));
        if (residual.isPresent()) {
          residuals.put(date, Parts.pixels(residual.get(), series.rows() * series.cols()).layer());
        }
      }
      return Learnt.model(fills, controls).withDates(residuals).withScanned(scanned(series, keys));
    } catch (IOException notInForm) {
      used.clear();
      return Learnt.nothing();
    }
  }

  /** The newest scan, where its dates are the first of the series. */
  private Learnt.Scanned scanned(SceneSeries series, Keys keys) throws IOException {
    Optional<DataInputStream> in = take(SCANNED, SCAN);
    if (in.isEmpty()) {
      return Learnt.Scanned.NONE;
    }
    int seriesDates = in.get().readInt();
    if (seriesDates > series.dates() || !Parts.text(in.get()).equals(keys.first(seriesDates))) {
      used.remove(SCAN);
      return Learnt.Scanned.NONE;
    }
    int dates = in.get().readInt();
    DoubleBuffer storedSigmas = block(in.get()).asDoubleBuffer();
    double[] sigmas = new double[storedSigmas.remaining()];
    storedSigmas.get(sigmas);
    float[][] squares = new float[sigmas.length][series.rows() * series.cols()];
    for (float[] square : squares) {
      FloatBuffer stored = block(in.get()).asFloatBuffer();
      if (stored.remaining() != square.length) {
        throw new IOException("A scan of other pixels");
      }
      stored.get(square);
    }
    return new Learnt.Scanned(dates, sigmas, squares);
  }

  private void keepScan(SceneSeries series, Keys keys, Learnt.Scanned scanned) {
    used.remove(SCAN);
    keep(
        SCANNED,
        SCAN,
        out -> {
          out.writeInt(series.dates());
          Parts.text(out, keys.first(series.dates()));
          out.writeInt(scanned.dates());
          ByteBuffer sigmas = ByteBuffer.allocate(scanned.sigmas().length * Double.BYTES);
          sigmas.asDoubleBuffer().put(scanned.sigmas());
          block(out, sigmas);
          for (float[] square : scanned.squares()) {
            ByteBuffer bytes = ByteBuffer.allocate(square.length * Float.BYTES);
            bytes.asFloatBuffer().put(square);
            block(out, bytes);
          }
        });
  }

  private static void block(DataOutputStream out, ByteBuffer bytes) throws IOException {
    out.writeInt(bytes.capacity());
    out.write(bytes.array());
  }

  private static ByteBuffer block(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(Math.max(0, length));
    if (bytes.length != length) {
      throw new IOException("Numbers end early");
    }
    return ByteBuffer.wrap(bytes);
  }

  private void keep(SceneSeries series, Keys keys, Learnt known, Learnt learnt) {
    if (!learnt.hasModel()) {
      return;
    }
    if (!known.hasModel()) {
      keep(
          MODEL,
          keys.model(),
          out -> {
            ByteBuffer fills = ByteBuffer.allocate(learnt.fills().length * Double.BYTES);
            fills.asDoubleBuffer().put(learnt.fills());
            block(out, fills);
            ByteBuffer controls = ByteBuffer.allocate(learnt.controls().length * Character.BYTES);
            controls.asCharBuffer().put(learnt.controls());
            block(out, controls);
          });
    }
    if (learnt.scanned().dates() != known.scanned().dates()) {
      keepScan(series, keys, learnt.scanned());
    }
    for (int date : learnt.dates()) {
      if (known.findResidual(date).isEmpty()) {
        float[] residual = learnt.findResidual(date).orElseThrow();
        keep(RESIDUAL, keys.residuals().get(date), out -> Parts.plainPixels(out, residual));
      }
    }
  }

  /** Keeps what is new; where most of what was found was of no use, only what was. */
  void save() {
    long useful = 0;
    for (byte[] part : used.values()) {
      useful += part.length;
    }
    List<byte[]> parts = new ArrayList<>(pending.values());
    if (useful < foundBytes / 2) {
      parts.addAll(used.values());
      state.replace(name, parts);
    } else {
      state.add(name, parts);
    }
  }
}
