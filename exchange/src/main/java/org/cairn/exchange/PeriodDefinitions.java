package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.internal.periodo.PeriodCompletion;
import org.cairn.exchange.internal.periodo.PeriodFile;
import org.cairn.heritage.time.Period;

/**
 * Definitions of periods from a file of <a href="https://perio.do/">PeriodO</a>, in its present or
 * its early form. A definition is found by its URI alone: many have the same label. Immutable.
 */
public final class PeriodDefinitions {
  private final Map<String, Definition> definitions;
  private final List<RowProblem> problems;

  /**
   * @param definitions by the last segment of their URIs
   */
  private PeriodDefinitions(Map<String, Definition> definitions, List<RowProblem> problems) {
    this.definitions = Map.copyOf(definitions);
    this.problems = List.copyOf(problems);
  }

  /**
   * What one authority means by a period.
   *
   * @param period its label, years and their words
   * @param labels all of them, in any language
   */
  public record Definition(Period period, List<String> labels) {
    public Definition {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Reads the file as a whole; that of all of PeriodO takes some tens of megabytes.
   *
   * @throws PlaceFormatException where it holds no definitions; says what is wrong
   */
  public static PeriodDefinitions read(Path file) throws IOException, PlaceFormatException {
    PeriodFile read = PeriodFile.read(file);
    return new PeriodDefinitions(read.definitions(), read.problems());
  }

  public int size() {
    return definitions.size();
  }

  /** What of the file could not be taken: years that are none. */
  public List<RowProblem> problems() {
    return problems;
  }

  /** By URI, whichever base it is written with. */
  public Optional<Definition> find(String uri) {
    return Optional.ofNullable(definitions.get(PeriodFile.key(uri)));
  }

  /**
   * Hands places on with label and years of the periods that they name by URI, where the source
   * does not say them. Where it says others it is believed, and told; so is a URI of PeriodO that
   * the file does not have.
   *
   * @param file named in problems
   */
  public DescriptionSink completing(Path file, DescriptionSink sink) {
    return new PeriodCompletion(this, file, sink);
  }
}
