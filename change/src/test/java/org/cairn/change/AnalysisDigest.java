package org.cairn.change;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.cairn.change.internal.MachineKernels;

/** Prints which kernels this machine has, and a digest of all numbers that an analysis keeps. */
final class AnalysisDigest {
  private AnalysisDigest() {}

  public static void main(String[] args) throws Exception {
    System.out.println(MachineKernels.name() + " " + digest());
  }

  static String digest() throws Exception {
    SceneSeries series = new MadeUpArea(40, 37, 40, 20, 8).series();
    Site site = Site.rectangle(14, 12, 9, 10);
    SceneAnalysis analysis =
        switch (SceneAnalysis.of(series, DetectorParameters.defaults(), List.of(site))) {
          case AnalysisOutcome.Analysed(SceneAnalysis analysed) -> analysed;
          case AnalysisOutcome.NotAnalysable(AnalysisOutcome.Reason reason, String message) ->
              throw new IllegalStateException(reason + ": " + message);
        };
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Sink sink = new Sink(digest);
    Learnt learnt = analysis.learnt();
    learnt.model().orElseThrow().write(sink);
    learnt.progress().orElseThrow().write(sink);
    for (int date = 0; date < series.dates(); date++) {
      if (analysis.usable(date)) {
        sink.put(learnt.findResidual(date).orElseThrow());
      }
    }
    sink.put(new double[] {analysis.score(site).max()});
    sink.put(analysis.placebos(site, List.of(site)).maxima());
    return HexFormat.of().formatHex(digest.digest());
  }

  private record Sink(MessageDigest digest) implements Numbers.Sink {
    @Override
    public void put(int[] values) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
      bytes.asIntBuffer().put(values);
      digest.update(bytes);
    }

    @Override
    public void put(char[] values) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Character.BYTES);
      bytes.asCharBuffer().put(values);
      digest.update(bytes);
    }

    @Override
    public void put(float[] values) {
      int[] bits = new int[values.length];
      Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
      put(bits);
    }

    @Override
    public void put(double[] values) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
      bytes.asDoubleBuffer().put(values);
      digest.update(bytes);
    }
  }
}
