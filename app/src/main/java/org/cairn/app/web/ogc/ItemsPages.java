package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Right;
import org.cairn.app.web.api.ProblemException;
import org.cairn.ledger.RefusedException;
import org.cairn.register.FeatureProperty;
import org.cairn.register.FeatureRow;
import org.cairn.register.FeatureSight;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Features of a collection, page by page and one by one. Thread-safe. */
@Controller
final class ItemsPages {
  private static final int CELL_CHARACTERS = 120;

  /** Properties that say what a feature is called. */
  private static final Set<String> TITLES = Set.of("names", "place_name", "title");

  private final Items items;

  ItemsPages(Items items) {
    this.items = items;
  }

  @GetMapping("/ogc/collections/{collection}/items")
  @Needs(Right.ENTER)
  Answer items(
      Frame frame, HttpServletRequest request, @PathVariable("collection") String collection)
      throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Collection known = OgcPages.open(frame, collection);
          return Formats.isHtml(request)
              ? html(frame, request, known)
              : items.page(frame, request, known);
        });
  }

  @GetMapping("/ogc/collections/{collection}/items/{feature}")
  @Needs(Right.ENTER)
  Answer item(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("collection") String collection,
      @PathVariable("feature") String feature)
      throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Collection known = OgcPages.open(frame, collection);
          String id =
              org.cairn.app.web.PathSegment.decode(feature)
                  .orElseThrow(() -> ProblemException.notFound("No feature has such an id."));
          return Formats.isHtml(request)
              ? html(frame, request, known, id)
              : items.item(frame, request, known, id);
        });
  }

  private Answer html(Frame frame, HttpServletRequest request, Collection collection)
      throws IOException, RefusedException {
    Texts texts = frame.texts(OgcConfiguration.class);
    FeatureSight sight = Collection.sight(frame.viewer());
    ItemsQuery asked = ItemsQuery.of(request, collection, sight, true);
    List<FeatureProperty> properties = collection.layer().properties(sight);
    List<HtmlPage.Row> rows = new ArrayList<>();
    String path = OgcPages.ROOT + "/collections/" + collection.id();
    Optional<String> next =
        items
            .reading()
            .read(
                collection.layer(),
                asked.query(),
                row -> {
                  rows.add(row(path, row, properties));
                  return true;
                });
    List<String> columns = new ArrayList<>(List.of("id"));
    columns.addAll(properties.stream().map(FeatureProperty::name).toList());
    HtmlPage page =
        new HtmlPage(
            texts.text("ogc.collection." + collection.id()),
            new HtmlPage.Link(texts.text("ogc.collection." + collection.id()), path, ""),
            rows.isEmpty() ? texts.text("ogc.items.none") : texts.text("ogc.items.lead"),
            List.of(),
            List.of(),
            new HtmlPage.Table(columns, rows),
            next.map(key ->
                    path
                        + "/items"
                        + Items.query(request, ItemsQuery.TOKEN, ItemsQuery.token(collection, key)))
                .orElse(""),
            path + "/items" + Items.query(request, "f", "json"));
    return Replies.html(frame, page);
  }

  private static HtmlPage.Row row(String path, FeatureRow row, List<FeatureProperty> properties) {
    List<String> cells = new ArrayList<>(List.of(shortened(row.id())));
    for (int at = 0; at < properties.size(); at++) {
      cells.add(shortened(shown(row, at)));
    }
    return new HtmlPage.Row(path + "/items/" + Items.segment(row.id()), cells);
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= CELL_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, CELL_CHARACTERS)) + "…";
  }

  private static String shown(FeatureRow row, int at) {
    Object value = row.value(at);
    String text =
        switch (value) {
          case null -> "";
          case List<?> several ->
              several.stream().map(String::valueOf).distinct().collect(Collectors.joining(" · "));
          default -> value.toString();
        };
    return Texts.clean(text);
  }

  private Answer html(Frame frame, HttpServletRequest request, Collection collection, String id)
      throws IOException, RefusedException {
    Formats.check(request, Set.of("crs"));
    Texts texts = frame.texts(OgcConfiguration.class);
    FeatureSight sight = Collection.sight(frame.viewer());
    FeatureRow row = items.find(collection, sight, id);
    List<FeatureProperty> properties = collection.layer().properties(sight);
    List<HtmlPage.Line> lines = new ArrayList<>();
    lines.add(new HtmlPage.Line("id", Texts.clean(row.id()), ""));
    for (int at = 0; at < properties.size(); at++) {
      lines.add(new HtmlPage.Line(properties.get(at).name(), shown(row, at), ""));
    }
    String geometry =
        row.geometry()
            .map(each -> each.getGeometryType() + " · " + texts.plain(each.getNumPoints()))
            .orElse(texts.text("ogc.geometry.none"));
    lines.add(new HtmlPage.Line("geometry", geometry, ""));
    String page = FeatureJson.path(collection, row);
    lines.add(new HtmlPage.Line("link", page, page));
    String path = OgcPages.ROOT + "/collections/" + collection.id();
    return Replies.html(
        frame,
        new HtmlPage(
            title(row, properties),
            new HtmlPage.Link(texts.text("ogc.collection." + collection.id()), path + "/items", ""),
            "",
            List.of(),
            List.of(new HtmlPage.Section("", lines)),
            HtmlPage.Table.NONE,
            "",
            path + "/items/" + Items.segment(row.id()) + "?f=json"));
  }

  /** The first text that says what it is called. */
  private static String title(FeatureRow row, List<FeatureProperty> properties) {
    for (int at = 0; at < properties.size(); at++) {
      FeatureProperty each = properties.get(at);
      boolean names = TITLES.contains(each.name());
      if (names && !shown(row, at).isEmpty()) {
        return shown(row, at);
      }
    }
    return Texts.clean(row.id());
  }
}
