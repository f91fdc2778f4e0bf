package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionFormats;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.TableMapping;
import picocli.CommandLine.Option;

/** How files of places are to be read. */
final class PlaceFileOptions {
  @Option(
      names = "--format",
      paramLabel = "F",
      completionCandidates = Formats.class,
      description =
          "The format of all files, where it is not to be found by their content. One of"
              + " ${COMPLETION-CANDIDATES}.")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "What the columns of a table mean, as 'place import --save-mapping' writes it.")
  private Optional<Path> mapping = Optional.empty();

  @Option(
      names = "--sheet",
      paramLabel = "S",
      description = "Of workbooks. Default: every sheet that holds places.")
  private Optional<String> sheet = Optional.empty();

  /** Names of the formats, for the help and for completion. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DescriptionFormats.all().list().stream()
          .map(DescriptionFormat::name)
          .sorted()
          .iterator();
    }
  }

  /**
   * @throws PlaceFormatException as {@link PlaceFiles#find} does, and where the mapping is none
   */
  PlaceFiles find(List<Path> files) throws IOException {
    Optional<TableMapping> given =
        mapping.isPresent() ? Optional.of(TableMapping.read(mapping.get())) : Optional.empty();
    return PlaceFiles.find(files, format, DescriptionFormats.all(sheet, given));
  }

  boolean mapped() {
    return mapping.isPresent();
  }

  Optional<String> sheet() {
    return sheet;
  }
}
