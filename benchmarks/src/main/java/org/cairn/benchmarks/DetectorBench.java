package org.cairn.benchmarks;

import org.cairn.benchmarks.detector.CalibrationPart;
import org.cairn.benchmarks.detector.CostPart;
import org.cairn.benchmarks.detector.PlacesPart;
import org.cairn.benchmarks.detector.RecallPart;
import org.cairn.benchmarks.detector.SimulatedPart;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The detector beside its prototype and beside nrt, over the same stacks: {@code benchmarks/run
 * DetectorBench PART --work DIR …}. Without a part, what there is.
 */
@Command(
    name = "DetectorBench",
    synopsisSubcommandLabel = "PART",
    subcommands = {
      RecallPart.class,
      CalibrationPart.class,
      SimulatedPart.class,
      CostPart.class,
      PlacesPart.class
    },
    description = "The detector beside its prototype and its peers.")
public final class DetectorBench {
  private DetectorBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new DetectorBench()).execute(args));
  }
}
