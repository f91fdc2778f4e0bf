package org.cairn.app.web.ogc;

import java.util.List;

/**
 * What a page of the service shows people; one template shows all of them.
 *
 * @param up the page above; none where its address is empty
 * @param lead a sentence or two
 * @param links to go on with
 * @param sections of terms and what they are
 * @param table none where it has no columns
 * @param next the address of the next page, or empty
 * @param json the address of the same for programs
 */
public record HtmlPage(
    String title,
    Link up,
    String lead,
    List<Link> links,
    List<Section> sections,
    Table table,
    String next,
    String json) {
  public HtmlPage {
    links = List.copyOf(links);
    sections = List.copyOf(sections);
  }

  /**
   * @param note what is behind it
   */
  public record Link(String text, String href, String note) {
    static final Link NONE = new Link("", "", "");
  }

  /** Lines of a term and its value, which may lead somewhere. */
  public record Section(String title, List<Line> lines) {
    public Section {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param href where the value leads; empty where it does not
   */
  public record Line(String term, String value, String href) {}

  /** Cells by columns; the first of a row leads to its feature. */
  public record Table(List<String> columns, List<Row> rows) {
    static final Table NONE = new Table(List.of(), List.of());

    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  public record Row(String href, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }
}
