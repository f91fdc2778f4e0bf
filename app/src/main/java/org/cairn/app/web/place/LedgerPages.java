package org.cairn.app.web.place;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.Sight;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.register.EntryReader;
import org.cairn.register.PlaceVersion;
import org.cairn.register.Workspace;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries of the ledger: what each says, as far as the viewer may see it, and how to prove it.
 * Thread-safe.
 */
@Controller
public final class LedgerPages {
  /**
   * Of records that tell of a place: what gives away where it lies, or by which images, whose names
   * have a part of the Earth in them.
   */
  private static final Set<String> LOCATING =
      Set.of("geometries", "extra", "area", "changed_area", "items", "chips", "picture");

  /** What names persons, or is a claim of one. */
  private static final Set<String> PERSONAL = Set.of("conditions", "useChanges", "name");

  private static final Set<String> OF_PLACES = Set.of("place", "contribution");
  private static final Set<String> OF_RUNS = Set.of("alert", "coverage", "scene", "run");

  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Entries entries;
  private final Registers registers;
  private final Workspace workspace;

  LedgerPages(Entries entries, Registers registers, Workspace workspace) {
    this.entries = entries;
    this.registers = registers;
    this.workspace = workspace;
  }

  /**
   * What the page of an entry shows.
   *
   * @param place the address of the place it is about; empty for others
   * @param record as JSON; empty where it is for other eyes, or other pages
   * @param hidden whether something was left out of it
   * @param size of the log at the checkpoint it is proven to
   * @param root of that, in base64
   */
  public record EntryView(
      Frame frame,
      long index,
      String type,
      String time,
      String place,
      String record,
      boolean hidden,
      String actor,
      String kid,
      long size,
      String root) {}

  @GetMapping("/entries/{index}")
  @Needs(Right.SEE_PLACES)
  Answer entry(Frame frame, @PathVariable("index") long index)
      throws IOException, RefusedException {
    EntryReader.Entry entry = read(index);
    LogReader log = workspace.reader();
    Sight sight = Sight.of(frame.viewer());
    ObjectNode record = entry.record();
    String type = record.path("type").asString("");
    String place = record.path("place").asString("");
    Optional<ObjectNode> seen = seen(record, type, sight);
    EntryView view =
        new EntryView(
            frame,
            index,
            type,
            record.path("time").asString(""),
            place.isEmpty() ? "" : PlacePath.of(place),
            seen.map(PRETTY::writeValueAsString).orElse(""),
            seen.isEmpty() || !seen.get().equals(entry.record()),
            entry.actor(),
            entry.kid(),
            log.head().size(),
            log.head().root().base64());
    return Answer.html(frame, (output, forms) -> JteentryGenerated.render(output, forms, view));
  }

  EntryReader.Entry read(long index) throws IOException, RefusedException {
    try {
      return entries.read(index);
    } catch (RefusedException refused) {
      if (refused.code().equals("entry-index")) {
        throw new NotFoundException();
      }
      throw refused;
    }
  }

  /** Of a record what a viewer may see; empty for one that is for other pages. */
  Optional<ObjectNode> seen(ObjectNode record, String type, Sight sight)
      throws IOException, RefusedException {
    if (OF_PLACES.contains(type) || OF_RUNS.contains(type) && sight.watch()) {
      ObjectNode shown = record.deepCopy();
      if (!isLocated(record, sight)) {
        shown.remove(LOCATING);
        // What somebody drew in an assessment lies where the place does.
        shown.findParents("drawn").forEach(assessed -> ((ObjectNode) assessed).remove("drawn"));
        if (record.path("kind").asString("").equals("geometries")) {
          shown.remove("add");
        }
      }
      if (!sight.claims()) {
        shown.remove(PERSONAL);
        if (PERSONAL.contains(record.path("kind").asString(""))) {
          shown.remove("add");
        }
      }
      return Optional.of(shown);
    }
    return Optional.empty();
  }

  /** As the place is protected now, and as it was then. */
  private boolean isLocated(ObjectNode record, Sight sight) throws IOException, RefusedException {
    if (sight.exact()) {
      return true;
    }
    String then = record.path("sensitivity").path("level").asString("public");
    String id = record.path("place").asString("");
    Optional<PlaceVersion> now = registers.read(register -> register.find(id));
    return then.equals("public") && now.map(PlaceVersion::place).filter(sight::locates).isPresent();
  }

  /** The entry's bytes, which the public log has too: what is protected is not in them. */
  @GetMapping("/entries/{index}/raw")
  @Needs(Right.SEE_PLACES)
  Answer raw(@PathVariable("index") long index) throws IOException, RefusedException {
    read(index);
    return Answer.download(
        workspace.reader().entry(index), "application/octet-stream", "entry-" + index);
  }

  /** A proof that the entry is in the log, which anyone can check offline. */
  @GetMapping("/entries/{index}/proof")
  @Needs(Right.SEE_PLACES)
  Answer proof(@PathVariable("index") long index) throws IOException, RefusedException {
    read(index);
    return Answer.download(
        workspace.reader().prove(index).bytes(),
        "application/octet-stream",
        "entry-" + index + ".tlog-proof");
  }
}
