package org.cairn.app.report;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.cairn.app.text.Language;

/**
 * What a report says of itself.
 *
 * @param title shown as the heading; in whatever language the user wrote it
 * @param generatedAt shown in UTC
 * @param softwareVersion for example {@code 0.1.0}
 * @param languages one file each; the first is {@code index.html}, the others {@code
 *     index.TAG.html}; not empty, each once
 * @param simulated whether places and images are invented, which every page then says
 * @param pictures how pictures without location were watched; empty where places came from a list
 */
public record ReportContext(
    String title,
    Instant generatedAt,
    String softwareVersion,
    List<Language> languages,
    boolean simulated,
    Optional<PictureNotes> pictures) {
  public ReportContext {
    languages = List.copyOf(languages);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("A report needs at least one language, found none");
    }
    if (EnumSet.copyOf(languages).size() != languages.size()) {
      throw new IllegalArgumentException("Languages " + languages + " name one twice");
    }
  }

  /** Of places from a list. */
  public ReportContext(
      String title,
      Instant generatedAt,
      String softwareVersion,
      List<Language> languages,
      boolean simulated) {
    this(title, generatedAt, softwareVersion, languages, simulated, Optional.empty());
  }

  /** In all languages, of real imagery. */
  public static ReportContext of(String title, Instant generatedAt, String softwareVersion) {
    return new ReportContext(
        title, generatedAt, softwareVersion, List.of(Language.values()), false);
  }

  public ReportContext withSimulated(boolean isSimulated) {
    return new ReportContext(title, generatedAt, softwareVersion, languages, isSimulated, pictures);
  }

  public ReportContext withPictures(PictureNotes notes) {
    return new ReportContext(
        title, generatedAt, softwareVersion, languages, simulated, Optional.of(notes));
  }

  /** File name of one language's page. */
  String fileName(Language language) {
    return language == languages.getFirst() ? "index.html" : "index." + language.tag() + ".html";
  }
}
