package org.cairn.app.command;

import java.time.LocalDate;
import java.util.Optional;
import org.cairn.watch.WatchSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is asked of a watch, with or without a workspace. */
final class WatchOptions {
  @Option(
      names = "--asset",
      paramLabel = "NAME",
      description =
          "Watch this asset or band as it is (for example ndvi). Default: NDVI of red and nir.")
  private Optional<String> asset = Optional.empty();

  @Option(
      names = "--also",
      paramLabel = "NAME",
      description =
          "Watch this asset or band of the same images beside the first (for example red beside NDVI):"
              + " finds small changes sooner, at twice the computing. Both are one score, and"
              + " --alarm-rate is the rate of alarms on both together. Default: none.")
  private Optional<String> also = Optional.empty();

  @Option(
      names = "--mask",
      paramLabel = "NAME",
      description =
          "Asset that says what is clear. scl and fmask are read by their classes, any other as 0 ="
              + " clear. Default: scl or fmask where the item has one.")
  private Optional<String> mask = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description =
          "First day watched (YYYY-MM-DD); earlier images teach what is usual. Default: a year after"
              + " the first image, or halfway where there are less than two years.")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Last day watched. Default: the last image.")
  private Optional<LocalDate> until = Optional.empty();

  @Option(
      names = "--alarm-rate",
      paramLabel = "R",
      defaultValue = "0.1",
      description =
          "False alarms wanted per place and year, by which the threshold of each place is set."
              + " Default: ${DEFAULT-VALUE}.")
  private double alarmRate = 0.1;

  /**
   * @param commandLine blamed for values that make no sense
   */
  WatchSettings settings(CommandLine commandLine) {
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      throw new ParameterException(
          commandLine, "--until " + until.get() + " is before --from " + from.get());
    }
    try {
      return new WatchSettings(asset, mask, from, until, alarmRate).withAlso(also);
    } catch (IllegalArgumentException badValue) {
      throw new ParameterException(commandLine, String.valueOf(badValue.getMessage()), badValue);
    }
  }
}
