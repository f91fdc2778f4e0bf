package org.cairn.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cairn.change.internal.MachineKernels;
import org.junit.jupiter.api.Test;

/** A machine started without the incubating module, beside this one which has it. */
class OtherMachineTest {
  @Test
  void has_the_same_results_to_the_last_bit_without_the_vector_module() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AnalysisDigest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isEqualTo("PlainKernels " + AnalysisDigest.digest());
    assertThat(MachineKernels.name()).isEqualTo("VectorKernels");
  }
}
