package org.cairn.exchange.internal.crm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.place.PlaceDescription;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON-LD in the classes of the CIDOC CRM: one resource, a list of them, or a {@code @graph}. The
 * context is what the document says, and of Linked Art what is known of it; none is fetched. The
 * file is read twice, since a context may come after what it explains. Stateless.
 */
public final class CrmFormat implements DescriptionFormat {
  private static final Pattern CRM =
      Pattern.compile("cidoc-crm|erlangen-crm|\"[a-z]*:?E\\d\\d?_[A-Z][A-Za-z_-]+\"");

  /** Things that are places, or are watched as such. */
  private static final Set<String> PLACES =
      Set.of(
          "E27_Site",
          "E53_Place",
          "E18_Physical_Thing",
          "E22_Human-Made_Object",
          "E22_Man-Made_Object",
          "E24_Physical_Human-Made_Thing",
          "E24_Physical_Man-Made_Thing",
          "E25_Human-Made_Feature",
          "E25_Man-Made_Feature",
          "E26_Physical_Feature",
          "B1_Built_Work",
          "A8_Stratigraphic_Unit");

  private final String name;
  private final Pattern marks;

  private CrmFormat(String name, Pattern marks) {
    this.name = name;
    this.marks = marks;
  }

  /** Instances of Arches. */
  public static CrmFormat arches() {
    return new CrmFormat("arches-json-ld", CRM);
  }

  public static CrmFormat linkedArt() {
    return new CrmFormat(LinkedArtWriter.NAME, Pattern.compile("https://linked\\.art/ns/v1/"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String text = JsonSource.headText(head).replace("\uFEFF", "").stripLeading();
    boolean json = text.startsWith("{") || text.startsWith("[");
    boolean linked =
        text.contains("\"@context\"") || text.contains("\"@id\"") || text.contains("\"@graph\"");
    return json && linked && marks.matcher(text).find();
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    Contexts contexts = new Contexts();
    JsonSource.readGraph(file, Problems.silent(file.toString()), contexts);
    Problems problems = new Problems(file.toString(), sink);
    Set<String> remote = contexts.context.notFetched();
    if (!remote.isEmpty()) {
      problems.note(
          Code.MEMBER_LEFT_OUT,
          "@context",
          String.join(", ", remote),
          "The context was not fetched; names were taken by what they say themselves.",
          "names of the CIDOC CRM, or the context in the file",
          "Where places lack names or geometries, export with full IRIs.");
    }
    JsonSource.readGraph(file, problems, new Resources(contexts.context, problems, sink));
    problems.finish();
  }

  /** The first reading. */
  private static final class Contexts implements JsonSource.Handler {
    private Context context = Context.none();

    @Override
    public void element(ObjectNode element) {
      // Its own context is read with it.
    }

    @Override
    public void collection(ObjectNode members) {
      context = context.with(members.path("@context"));
    }
  }

  /** The second. */
  private final class Resources implements JsonSource.Handler {
    private final Context context;
    private final Problems problems;
    private final DescriptionSink sink;
    private final Map<String, Integer> rows = new HashMap<>();

    Resources(Context context, Problems problems, DescriptionSink sink) {
      this.context = context;
      this.problems = problems;
      this.sink = sink;
    }

    @Override
    public void element(ObjectNode element) {
      Node node = Node.of(element, context);
      if (node.types().stream().noneMatch(PLACES::contains)) {
        problems.refuse(
            Code.FEATURE_MALFORMED,
            "@type",
            String.join(", ", node.types()),
            "The resource is no place.",
            "a class such as E27_Site, E53_Place or E22_Human-Made_Object",
            "Export the places; persons, activities and images are not read.");
        return;
      }
      Optional<PlaceDescription> place = new CrmPlace(name, problems).read(node);
      if (place.isEmpty()) {
        return;
      }
      Integer first = rows.putIfAbsent(place.get().id(), problems.row());
      if (first == null) {
        sink.place(place.get(), problems.row());
      } else {
        problems.refuse(
            Code.ID_DUPLICATE,
            "@id",
            place.get().id(),
            "Resource " + first + " has the same @id.",
            "one resource for each place",
            "Put what both say into one.");
      }
    }

    @Override
    public void collection(ObjectNode members) {
      // Nothing beside the resources and their context is of any place.
    }
  }
}
