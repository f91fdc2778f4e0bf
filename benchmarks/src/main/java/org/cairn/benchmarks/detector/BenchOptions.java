package org.cairn.benchmarks.detector;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cairn.change.DetectorParameters;
import picocli.CommandLine.Option;

/** What the parts of the bench are told in common. */
public final class BenchOptions {
  @Option(
      names = "--work",
      required = true,
      paramLabel = "DIR",
      description = "A folder that is kept: stacks, scores and figures go there, once.")
  private Path work = Path.of("work");

  @Option(
      names = "--stack",
      paramLabel = "DIR",
      description = "The real stack without changes: items.json and the files it names.")
  private Optional<Path> stack = Optional.empty();

  @Option(
      names = "--sharp",
      paramLabel = "DIR",
      split = ",",
      description = "Stacks with changes, each with its truth.json.")
  private List<Path> sharp = List.of();

  @Option(
      names = "--inject",
      paramLabel = "FILE",
      description = "Program that puts softened changes into the real stack, for ten seeds.")
  private Optional<Path> inject = Optional.empty();

  @Option(
      names = "--prototype",
      paramLabel = "FILE",
      description = "The prototype: left out where it is not given.")
  private Optional<Path> prototype = Optional.empty();

  @Option(
      names = "--peer-script",
      paramLabel = "FILE",
      description = "Program that runs nrt over stacks: left out where it is not given.")
  private Optional<Path> peerScript = Optional.empty();

  @Option(names = "--nrt", paramLabel = "DIR", description = "A checkout of nrt.")
  private Optional<Path> nrt = Optional.empty();

  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      defaultValue = "python3",
      description = "A Python with what those programs need (${DEFAULT-VALUE}).")
  private String python = "python3";

  @Option(
      names = "--history-end",
      paramLabel = "DATE",
      defaultValue = "2016-12-31",
      description = "Last day that teaches the methods, of the real stack (${DEFAULT-VALUE}).")
  private LocalDate historyEnd = LocalDate.EPOCH;

  @Option(
      names = "--end",
      paramLabel = "DATE",
      defaultValue = "2017-12-31",
      description = "Last day scored, of the real stack (${DEFAULT-VALUE}).")
  private LocalDate end = LocalDate.EPOCH;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Where figures are written; in the work folder if not given.")
  private Optional<Path> figures = Optional.empty();

  CairnScores cairn() {
    return new CairnScores(DetectorParameters.defaults());
  }

  Path work() {
    return work;
  }

  Path stack() {
    return stack.orElseThrow(() -> new IllegalArgumentException("This part needs --stack"));
  }

  boolean hasStack() {
    return stack.isPresent();
  }

  List<Path> sharp() {
    return sharp;
  }

  Optional<Path> inject() {
    return inject;
  }

  Optional<Path> prototype() {
    return prototype;
  }

  /** Present with {@link #nrt} only. */
  Optional<Path> peerScript() {
    return nrt.isPresent() ? peerScript : Optional.empty();
  }

  Path nrt() {
    return nrt.orElseThrow(() -> new IllegalArgumentException("--peer-script needs --nrt"));
  }

  Scripts scripts() {
    return new Scripts(python);
  }

  LocalDate historyEnd() {
    return historyEnd;
  }

  LocalDate end() {
    return end;
  }

  Path figures() {
    return figures.orElse(work);
  }
}
