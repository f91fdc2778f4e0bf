package org.cairn.app.report;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.app.text.Language;
import org.cairn.exchange.AtomicFiles;
import org.cairn.watch.WatchResult;

/**
 * The report of a run: one self-contained HTML file per language. It loads nothing, opens from
 * disk, prints, and says everything without scripts.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes {@code index.html} in the context's first language and {@code index.TAG.html} in the
   * others. Each file appears whole or not at all; a page is streamed, so memory does not grow with
   * the number of places.
   *
   * @param dir made if absent; files of the same names in it are replaced
   * @return the files written, the first one to open
   * @throws IOException where a file could not be written; pages finished before it stay
   */
  public static List<Path> write(WatchResult result, ReportContext context, Path dir)
      throws IOException {
    Files.createDirectories(dir);
    Summary summary = Summary.of(result);
    List<Path> written = new ArrayList<>();
    for (Language language : context.languages()) {
      PageView page = new PageView(result, context, summary, language);
      Path file = dir.resolve(context.fileName(language));
      AtomicFiles.write(file, out -> render(page, out));
      written.add(file);
    }
    return List.copyOf(written);
  }

  private static void render(PageView page, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    HtmlTemplateOutput output = new OwaspHtmlTemplateOutput(new WriterOutput(writer));
    try {
      JtepageGenerated.render(output, new NoInterceptor(), page);
    } catch (UncheckedIOException e) {
      // The template writes through an interface that cannot declare it.
      throw e.getCause();
    }
    writer.flush();
  }

  /** The templates have no forms to watch over. */
  private static final class NoInterceptor implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(
        String name, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String name, TemplateOutput output) {}
  }
}
