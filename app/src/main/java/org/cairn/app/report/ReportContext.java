package org.cairn.app.report;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/**
 * What a report says of itself.
 *
 * @param title shown as the heading; in whatever language the user wrote it
 * @param generatedAt shown in UTC
 * @param softwareVersion for example {@code 0.1.0}
 * @param languages one file each; the first is {@code index.html}, the others {@code
 *     index.TAG.html}; not empty, each once
 * @param simulated whether places and images are invented, which every page then says
 */
public record ReportContext(
    String title,
    Instant generatedAt,
    String softwareVersion,
    List<ReportLanguage> languages,
    boolean simulated) {
  public ReportContext {
    languages = List.copyOf(languages);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("A report needs at least one language, found none");
    }
    if (EnumSet.copyOf(languages).size() != languages.size()) {
      throw new IllegalArgumentException("Languages " + languages + " name one twice");
    }
  }

  /** In all languages, of real imagery. */
  public static ReportContext of(String title, Instant generatedAt, String softwareVersion) {
    return new ReportContext(
        title, generatedAt, softwareVersion, List.of(ReportLanguage.values()), false);
  }

  public ReportContext withSimulated(boolean isSimulated) {
    return new ReportContext(title, generatedAt, softwareVersion, languages, isSimulated);
  }

  /** File name of one language's page. */
  String fileName(ReportLanguage language) {
    return language == languages.getFirst() ? "index.html" : "index." + language.tag() + ".html";
  }
}
