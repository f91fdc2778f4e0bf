package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Right;
import org.cairn.app.web.api.ProblemException;
import org.cairn.ledger.RefusedException;
import org.cairn.register.FeatureSight;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What the service has and how it is asked. Thread-safe. */
@Controller
final class OgcPages {
  static final String ROOT = "/ogc";

  private final OgcAddress address;

  OgcPages(OgcAddress address) {
    this.address = address;
  }

  /**
   * A collection that the viewer may see.
   *
   * @throws ProblemException for one that is not, or not for this viewer
   */
  static Collection open(Frame frame, String id) {
    Optional<Collection> known = Collection.find(id);
    if (known.isEmpty()) {
      throw ProblemException.notFound("There is no such collection: /ogc/collections lists them.");
    }
    if (!known.get().isOpenTo(frame.viewer())) {
      throw frame.viewer().isSignedIn()
          ? new ProblemException(
              HttpServletResponse.SC_FORBIDDEN, "This account has no right to see this collection.")
          : new ProblemException(
              HttpServletResponse.SC_UNAUTHORIZED,
              "This collection takes an account with the right to see it.");
    }
    return known.get();
  }

  /** What most of these routes need. */
  private record Asked(Texts texts, Documents documents, boolean html) {}

  private Asked asked(Frame frame, HttpServletRequest request) {
    Formats.check(request, Set.of());
    Texts texts = frame.texts(OgcConfiguration.class);
    return new Asked(texts, Documents.of(address, request, texts), Formats.isHtml(request));
  }

  @GetMapping(ROOT)
  @Needs(Right.ENTER)
  Answer landing(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Asked asked = asked(frame, request);
          if (!asked.html()) {
            return Replies.json(asked.documents().landing(), Formats.JSON);
          }
          Texts texts = asked.texts();
          List<HtmlPage.Link> links = new ArrayList<>();
          for (Collection each : Collection.openTo(frame.viewer())) {
            links.add(
                new HtmlPage.Link(
                    asked.documents().title(each),
                    ROOT + "/collections/" + each.id(),
                    asked.documents().description(each)));
          }
          links.add(
              new HtmlPage.Link(
                  texts.text("ogc.qgis"), ROOT + "/project.qgs", texts.text("ogc.qgis.lead")));
          links.add(link(texts, "api"));
          links.add(link(texts, "conformance"));
          HtmlPage page =
              new HtmlPage(
                  texts.text("ogc.title"),
                  HtmlPage.Link.NONE,
                  texts.text("ogc.lead"),
                  links,
                  List.of(
                      new HtmlPage.Section(
                          texts.text("ogc.connect"),
                          List.of(
                              new HtmlPage.Line("QGIS", asked.documents().base(), ""),
                              new HtmlPage.Line(
                                  "GDAL", "ogrinfo OAPIF:" + asked.documents().base(), "")))),
                  HtmlPage.Table.NONE,
                  "",
                  ROOT + "?f=json");
          return Replies.html(frame, page);
        });
  }

  private static HtmlPage.Link link(Texts texts, String what) {
    return new HtmlPage.Link(
        texts.text("ogc." + what), ROOT + "/" + what, texts.text("ogc." + what + ".lead"));
  }

  @GetMapping("/ogc/conformance")
  @Needs(Right.ENTER)
  Answer conformance(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Asked asked = asked(frame, request);
          if (!asked.html()) {
            return Replies.json(asked.documents().conformance(), Formats.JSON);
          }
          List<HtmlPage.Link> classes =
              Documents.CONFORMANCE.stream()
                  .map(each ->
                      new HtmlPage.Link(each.replace("http://www.opengis.net/spec/", ""), each, ""))
                  .toList();
          return Replies.html(
              frame, simple(asked.texts(), "ogc.conformance", classes, "/conformance"));
        });
  }

  @GetMapping("/ogc/api")
  @Needs(Right.ENTER)
  Answer api(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Asked asked = asked(frame, request);
          OpenApi api =
              new OpenApi(
                  asked.documents(),
                  Collection.openTo(frame.viewer()),
                  Collection.sight(frame.viewer()));
          if (!asked.html()) {
            return Replies.json(api.document(), Formats.OPEN_API);
          }
          List<HtmlPage.Link> paths = new ArrayList<>();
          api.document()
              .path("paths")
              .properties()
              .forEach(each -> {
                boolean plain = each.getKey().indexOf('{') < 0;
                String path = ROOT + (each.getKey().equals("/") ? "" : each.getKey());
                paths.add(
                    new HtmlPage.Link(
                        "GET " + path,
                        plain ? path : "",
                        each.getValue().path("get").path("summary").asString("")));
              });
          return Replies.html(frame, simple(asked.texts(), "ogc.api", paths, "/api"));
        });
  }

  @GetMapping("/ogc/collections")
  @Needs(Right.ENTER)
  Answer collections(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Asked asked = asked(frame, request);
          List<Collection> open = Collection.openTo(frame.viewer());
          if (!asked.html()) {
            return Replies.json(asked.documents().collections(open), Formats.JSON);
          }
          List<HtmlPage.Link> links =
              open.stream()
                  .map(each ->
                      new HtmlPage.Link(
                          asked.documents().title(each),
                          ROOT + "/collections/" + each.id(),
                          asked.documents().description(each)))
                  .toList();
          return Replies.html(
              frame, simple(asked.texts(), "ogc.collections", links, "/collections"));
        });
  }

  private static HtmlPage simple(Texts texts, String key, List<HtmlPage.Link> links, String path) {
    return new HtmlPage(
        texts.text(key),
        new HtmlPage.Link(texts.text("ogc.title"), ROOT, ""),
        texts.text(key + ".lead"),
        links,
        List.of(),
        HtmlPage.Table.NONE,
        "",
        ROOT + path + "?f=json");
  }

  @GetMapping("/ogc/collections/{collection}")
  @Needs(Right.ENTER)
  Answer collection(
      Frame frame, HttpServletRequest request, @PathVariable("collection") String collection)
      throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Collection known = open(frame, collection);
          Asked asked = asked(frame, request);
          if (!asked.html()) {
            return Replies.json(asked.documents().collection(known), Formats.JSON);
          }
          Texts texts = asked.texts();
          String path = ROOT + "/collections/" + known.id();
          HtmlPage page =
              new HtmlPage(
                  asked.documents().title(known),
                  new HtmlPage.Link(texts.text("ogc.collections"), ROOT + "/collections", ""),
                  asked.documents().description(known),
                  List.of(
                      new HtmlPage.Link(texts.text("ogc.items"), path + "/items", ""),
                      new HtmlPage.Link(
                          texts.text("ogc.queryables"),
                          path + "/queryables",
                          texts.text("ogc.queryables.lead"))),
                  List.of(),
                  HtmlPage.Table.NONE,
                  "",
                  path + "?f=json");
          return Replies.html(frame, page);
        });
  }

  @GetMapping("/ogc/collections/{collection}/queryables")
  @Needs(Right.ENTER)
  Answer queryables(
      Frame frame, HttpServletRequest request, @PathVariable("collection") String collection)
      throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Collection known = open(frame, collection);
          Asked asked = asked(frame, request);
          FeatureSight sight = Collection.sight(frame.viewer());
          if (!asked.html()) {
            return Replies.json(asked.documents().queryables(known, sight), Formats.SCHEMA_JSON);
          }
          Texts texts = asked.texts();
          List<HtmlPage.Line> lines = new ArrayList<>();
          ItemsQuery.queryables(known, sight)
              .forEach((name, type) ->
                  lines.add(
                      new HtmlPage.Line(
                          name,
                          texts.text("ogc.type." + type.name().toLowerCase(java.util.Locale.ROOT)),
                          "")));
          lines.add(new HtmlPage.Line("geometry", texts.text("ogc.type.geometry"), ""));
          HtmlPage page =
              new HtmlPage(
                  texts.text("ogc.queryables"),
                  new HtmlPage.Link(
                      asked.documents().title(known), ROOT + "/collections/" + known.id(), ""),
                  texts.text("ogc.queryables.lead"),
                  List.of(),
                  List.of(new HtmlPage.Section("", lines)),
                  HtmlPage.Table.NONE,
                  "",
                  ROOT + "/collections/" + known.id() + "/queryables?f=json");
          return Replies.html(frame, page);
        });
  }

  @GetMapping("/ogc/project.qgs")
  @Needs(Right.ENTER)
  Answer project(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    return Replies.of(
        frame,
        request,
        () -> {
          Formats.check(request, Set.of());
          Texts texts = frame.texts(OgcConfiguration.class);
          Documents documents = Documents.of(address, request, texts);
          return Answer.download(
              QgisProject.of(documents, Collection.openTo(frame.viewer())),
              QgisProject.TYPE,
              "cairn.qgs");
        });
  }
}
