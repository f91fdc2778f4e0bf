package org.cairn.app.web.place;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.Sight;
import org.cairn.exchange.DescriptionWriters;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.ledger.RefusedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of a place, lists of all that is said of it, and files of it. Thread-safe. */
@Controller
final class PlacePages {
  private static final int PAGE = 200;

  /** Types of media of the files; their names are those of the formats. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "lpf", "application/geo+json",
          "geojson", "application/geo+json",
          "linked-art", "application/ld+json");

  private final PlaceReading places;

  PlacePages(PlaceReading places) {
    this.places = places;
  }

  @GetMapping("/places/{place}")
  @Needs(Right.SEE_PLACES)
  Answer place(Frame frame, HttpServletRequest request, @PathVariable("place") String place)
      throws IOException, RefusedException {
    PlaceView view = places.view(place, frame);
    AddForm told = new AddForm(request.getParameterMap());
    return Answer.html(
        frame, (output, forms) -> JteplaceGenerated.render(output, forms, view, told));
  }

  /**
   * All statements of a kind, some hundred on a page, or one.
   *
   * @param kind the member that holds them, or the position of one among all of the place
   */
  @GetMapping("/places/{place}/statements/{kind}")
  @Needs(Right.SEE_PLACES)
  Answer statements(
      Frame frame,
      @PathVariable("place") String place,
      @PathVariable("kind") String kind,
      @RequestParam(name = "from", defaultValue = "0") int from)
      throws IOException, RefusedException {
    PlaceView view = places.named(place, frame);
    if (!kind.isEmpty() && Character.isDigit(kind.charAt(0))) {
      return statement(frame, view, kind);
    }
    List<OpenPlace.Told> all =
        view.open().statements().stream()
            .filter(told -> told.statement().kind().member().equals(kind))
            .toList();
    if (all.isEmpty() || from < 0 || from >= all.size()) {
      throw new NotFoundException();
    }
    int to = Math.min(all.size(), from + PAGE);
    List<StatementView> shown =
        all.subList(from, to).stream()
            .map(told -> StatementView.of(told, view.texts(), false, view.sight().claims()))
            .toList();
    String next = to < all.size() ? view.path() + "/statements/" + kind + "?from=" + to : "";
    PlaceView.Section section =
        new PlaceView.Section(
            kind, view.texts().text("place.kind." + kind), all.size(), shown, next);
    return Answer.html(
        frame, (output, forms) -> JtestatementsGenerated.render(output, forms, view, section));
  }

  /** One statement with its whole text. */
  private static Answer statement(Frame frame, PlaceView view, String position) {
    OpenPlace.Told told =
        view.open().statements().stream()
            .filter(one -> Integer.toString(one.position()).equals(position))
            .findFirst()
            .orElseThrow(NotFoundException::new);
    String kind = told.statement().kind().member();
    PlaceView.Section section =
        new PlaceView.Section(
            kind,
            view.texts().text("place.kind." + kind),
            1,
            List.of(StatementView.of(told, view.texts(), true, view.sight().claims())),
            "");
    return Answer.html(
        frame, (output, forms) -> JtestatementsGenerated.render(output, forms, view, section));
  }

  @GetMapping("/places/{place}/download/{format}")
  @Needs(Right.SEE_PLACES)
  Answer download(
      Frame frame, @PathVariable("place") String place, @PathVariable("format") String format)
      throws IOException, RefusedException {
    String type = FORMATS.get(format);
    if (type == null) {
      throw new NotFoundException();
    }
    OpenPlace open = places.open(place, Sight.of(frame.viewer()));
    Path folder = Files.createTempDirectory("cairn-place");
    try {
      Path file = folder.resolve("place.json");
      DescriptionWriters.named(format).write(List.of(open.description()), file);
      String name = PlacePath.segment(open.whole().place().id());
      return Answer.download(
          Files.readAllBytes(file),
          type,
          name.substring(0, Math.min(80, name.length())) + "." + format + ".json");
    } catch (PlaceFormatException e) {
      throw new IllegalStateException("Format '" + format + "' is one of ours", e);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }
}
