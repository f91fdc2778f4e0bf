package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Injections;
import org.cairn.change.Learnt;
import org.cairn.change.Numbers;
import org.cairn.change.SiteScores;

/**
 * What was judged of one watch area and all that going on from there needs, each under a name of
 * its own, so that a run reads what it needs: the {@link Standing} always; where there are new
 * looks the model of the history and the progress; what single dates showed for alerts, and where
 * the analysis starts over on the same history. Used by one thread, but for {@link #readAhead}.
 */
final class KeptJudgement {
  private final KeptState state;
  private final DetectorParameters parameters;
  private final int pixels;
  private final String verdictName;
  private final String progressName;
  private final String modelName;
  private final String residualsName;
  private final Optional<Standing> standing;
  private final Map<String, Standing.Seen> seen = new HashMap<>();
  private Optional<Map<String, byte[]>> residuals = Optional.empty();

  /** Content read before it was asked for, by name. Guarded by itself. */
  private final Map<String, List<byte[]>> ahead = new HashMap<>();

  /** Whether it is too late for that. Guarded by {@link #ahead}. */
  private boolean asked;

  /** Digests of images met, which nobody writes to any more. */
  private final Map<float[], String> digests = new IdentityHashMap<>();

  /**
   * @param of the grid, and what tells judgements on it apart
   */
  private KeptJudgement(KeptState state, WatchArea area, boolean anew, String... of) {
    this.state = state;
    this.parameters = WatchRun.DETECTOR;
    this.pixels = area.pixels();
    this.verdictName = state.name("verdict", of);
    this.progressName = state.name("progress", of);
    this.modelName = state.name("model", of);
    this.residualsName = state.name("residuals", of);
    if (anew) {
      state.replace(verdictName, List.of());
    }
    this.standing = anew ? Optional.empty() : find(verdictName, Standing::decode);
    standing.ifPresent(before -> before.seen().forEach(scene -> seen.put(scene.token(), scene)));
  }

  static KeptJudgement load(KeptState state, WatchArea area) {
    return new KeptJudgement(state, area, false, area.grid().toString());
  }

  /** As if nothing had been judged; forgets what was. */
  static KeptJudgement anew(KeptState state, WatchArea area) {
    return new KeptJudgement(state, area, true, area.grid().toString());
  }

  /**
   * Of the further layer.
   *
   * @param anew as in {@link #anew}
   */
  static KeptJudgement ofFurther(KeptState state, WatchArea area, boolean anew) {
    return new KeptJudgement(state, area, anew, area.grid().toString(), "further");
  }

  private interface Decoding<T> {
    T of(byte[] part) throws IOException;
  }

  /** The only part of a name; empty where it is not in form. */
  private <T> Optional<T> find(String name, Decoding<T> decoding) {
    List<byte[]> parts = state.isOn() ? parts(name) : List.of();
    if (parts.size() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(decoding.of(parts.getFirst()));
    } catch (IOException | IllegalArgumentException notInForm) {
      return Optional.empty();
    }
  }

  private List<byte[]> parts(String name) {
    synchronized (ahead) {
      asked |= name.equals(modelName);
      return Optional.ofNullable(ahead.remove(name)).orElseGet(() -> state.find(name));
    }
  }

  /**
   * Reads what going on needs, where there are more looks than were judged before. For another
   * thread than the one that will ask for it.
   */
  void readAhead(IntSupplier looks) {
    boolean goesOn =
        standing
            .filter(before -> !before.model().isEmpty() && before.looks().size() < looks.getAsInt())
            .isPresent();
    synchronized (ahead) {
      if (goesOn && !asked) {
        ahead.put(modelName, state.find(modelName));
        ahead.put(progressName, state.find(progressName));
      }
    }
  }

  boolean isOn() {
    return state.isOn();
  }

  Optional<Standing> standing() {
    return standing;
  }

  Optional<Standing.Seen> findSeen(String token) {
    return Optional.ofNullable(seen.get(token));
  }

  /**
   * A history's model.
   *
   * @param key binds all it depends on
   * @param reference what looks are laid on; empty where that could not be made
   */
  record Model(String key, Optional<Image> reference, Learnt.Model learnt) {}

  /** An image that nobody writes to. */
  static final class Image {
    private final float[] values;

    Image(float[] values) {
      this.values = values;
    }

    float[] values() {
      return values;
    }
  }

  /** The newest model, whatever history it is of. */
  Optional<Model> findModel() {
    return find(
        modelName,
        part -> {
          Numbers.Source source = NumberParts.read(part);
          String key = new String(source.chars());
          float[] reference = source.floats();
          Learnt.Model learnt = Learnt.Model.read(source, pixels, parameters);
          if (reference.length > 0) {
            Numbers.requireLength(reference.length, pixels);
          }
          return new Model(
              key,
              reference.length == 0 ? Optional.empty() : Optional.of(new Image(reference)),
              learnt);
        });
  }

  /** What is known of a site's scores; empty where they were not asked for. */
  record SiteProgress(Optional<SiteScores> scores, Optional<Injections> injections) {}

  /** Where the analysis stood, and its sites. */
  record Progress(Learnt.Progress learnt, List<SiteProgress> sites) {}

  /** Of that standing; empty where there is none any more. */
  Optional<Progress> findProgress(Standing of, Learnt.Model model) {
    return find(
        progressName,
        part -> {
          Numbers.Source source = NumberParts.read(part);
          if (!new String(source.chars()).equals(of.stamp())) {
            throw new IOException("Progress of another run");
          }
          Learnt.Progress learnt = Learnt.Progress.read(source, model, parameters);
          List<SiteProgress> sites = new ArrayList<>();
          for (int left = Numbers.count(source); left > 0; left--) {
            boolean scored = Numbers.count(source) > 0;
            Optional<SiteScores> scores =
                scored ? Optional.of(SiteScores.read(source)) : Optional.empty();
            boolean injected = Numbers.count(source) > 0;
            Optional<Injections> injections =
                injected ? Optional.of(Injections.read(source)) : Optional.empty();
            sites.add(new SiteProgress(scores, injections));
          }
          return new Progress(learnt, sites);
        });
  }

  /** Under which what a date showed is kept. A history date's place in the history counts. */
  static String residualKey(String model, String layer, int date, int historyDates) {
    return Parts.digest(model, layer, date < historyDates ? "history " + date : "monitored");
  }

  /** What a date showed, by {@link #residualKey}. */
  Optional<float[]> findResidual(String key) {
    if (residuals.isEmpty()) {
      residuals = Optional.of(loadResiduals());
    }
    return Optional.ofNullable(residuals.get().get(key))
        .map(part -> {
          ByteBuffer numbers = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
          float[] values = new float[pixels];
          numbers.position(part.length - pixels * Float.BYTES).asFloatBuffer().get(values);
          return values;
        });
  }

  private Map<String, byte[]> loadResiduals() {
    Map<String, byte[]> found = new HashMap<>();
    if (state.isOn()) {
      for (byte[] part : state.find(residualsName)) {
        try (DataInputStream in = Parts.reading(part)) {
          String key = Parts.text(in);
          if (in.available() == pixels * Float.BYTES) {
            found.put(key, part);
          }
        } catch (IOException notInForm) {
          // As if it were not there: worked out again.
        }
      }
    }
    return found;
  }

  /** Digest of one image's pixels; all NaN are the same. Empty where nothing is kept. */
  String digest(float[] layer) {
    return state.isOn() ? digests.computeIfAbsent(layer, KeptJudgement::sha256) : "";
  }

  private static String sha256(float[] layer) {
    ByteBuffer bytes = ByteBuffer.allocate(layer.length * Float.BYTES);
    bytes.asFloatBuffer().put(layer);
    for (int i = 0; i < layer.length; i++) {
      if (Float.isNaN(layer[i])) {
        bytes.putFloat(i * Float.BYTES, Float.NaN);
      }
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("Every Java platform has SHA-256", absent);
    }
  }

  /** Never used before. */
  String newStamp() {
    return UUID.randomUUID().toString();
  }

  /** Keeps what a date showed; {@code alone}: nothing that was kept before is of use any more. */
  void keepResiduals(Map<String, float[]> fresh, boolean alone) {
    List<byte[]> parts = new ArrayList<>();
    fresh.forEach((key, values) -> {
      byte[] head = Parts.write(out -> Parts.text(out, key));
      ByteBuffer part =
          ByteBuffer.allocate(head.length + values.length * Float.BYTES)
              .put(head)
              .order(ByteOrder.LITTLE_ENDIAN);
      part.asFloatBuffer().put(values);
      parts.add(part.array());
    });
    if (alone) {
      state.replace(residualsName, parts);
    } else {
      state.add(residualsName, parts);
    }
  }

  void keepModel(String key, Optional<float[]> reference, Learnt.Model model) {
    state.replace(
        modelName,
        List.of(
            NumberParts.write(sink -> {
              sink.put(key.toCharArray());
              sink.put(reference.orElseGet(() -> new float[0]));
              model.write(sink);
            })));
  }

  /**
   * Keeps where the analysis stands. Whoever is stopped in between leaves progress of another stamp
   * than the standing's, which is of no use.
   */
  void keep(Standing standing, Optional<Progress> progress) {
    progress.ifPresent(after ->
        state.replace(
            progressName,
            List.of(
                NumberParts.write(sink -> {
                  sink.put(standing.stamp().toCharArray());
                  after.learnt().write(sink);
                  sink.put(new int[] {after.sites().size()});
                  for (SiteProgress site : after.sites()) {
                    sink.put(new int[] {site.scores().isPresent() ? 1 : 0});
                    site.scores().ifPresent(scores -> scores.write(sink));
                    sink.put(new int[] {site.injections().isPresent() ? 1 : 0});
                    site.injections().ifPresent(made -> made.write(sink));
                  }
                }))));
    state.replace(verdictName, List.of(standing.encode()));
  }
}
