package org.cairn.app.web.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.api.ByProgram;
import org.cairn.app.web.api.Tagged;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.PlaceTitle;
import org.cairn.app.web.map.ShownName;
import org.cairn.app.web.map.Sight;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.ledger.RefusedException;
import org.cairn.register.EntryReader;
import org.cairn.register.WatchedPast;
import org.cairn.register.Workspace;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Places and entries for programs, each as far as its page shows it to the same viewer. */
@Controller
final class PlaceReads {
  private final PlaceReading places;
  private final Registers registers;
  private final LedgerPages ledger;
  private final Workspace workspace;

  PlaceReads(PlaceReading places, Registers registers, LedgerPages ledger, Workspace workspace) {
    this.places = places;
    this.registers = registers;
    this.ledger = ledger;
    this.workspace = workspace;
  }

  @GetMapping(ByProgram.ROOT + "/places/{place}")
  @Needs(Right.SEE_PLACES)
  Answer place(Frame frame, @PathVariable("place") String segment)
      throws IOException, RefusedException {
    Sight sight = Sight.of(frame.viewer());
    OpenPlace open = places.open(segment, sight);
    String id = open.whole().place().id();
    ObjectNode place = JsonNodeFactory.instance.objectNode().put("id", id);
    ShownName title = PlaceTitle.of(open.whole().place(), frame.viewer().languages());
    place.putObject("name").put("text", title.text()).put("language", title.language());
    place.put("page", PlacePath.of(id));
    place.put("sensitivity", open.whole().place().sensitivity().level().code());
    place.put("located", open.located());
    place.set("description", PlaceCodec.encode(open.description()));
    ArrayNode statements = place.putArray("statements");
    for (OpenPlace.Told told : open.statements()) {
      statements
          .addObject()
          .put("position", told.position())
          .put("kind", told.statement().kind().member())
          .put("entry", told.origin().entry());
    }
    if (sight.watch()) {
      watched(place, id);
    }
    return new Tagged(newest(segment).orElse(open.whole().entry()), place);
  }

  private void watched(ObjectNode place, String id) throws IOException, RefusedException {
    WatchedPast past = registers.read(register -> register.watched(id));
    ArrayNode runs = place.putArray("watched");
    for (WatchedPast.Span span : past.spans()) {
      ObjectNode run = runs.addObject().put("run", span.run()).put("status", span.status());
      span.why().ifPresent(why -> run.put("why", why));
      run.put("looks", span.looks()).put("acquisitions", span.acquisitions());
      span.from().ifPresent(day -> run.put("from", day));
      span.until().ifPresent(day -> run.put("until", day));
      run.put("entry", span.entry());
    }
    ArrayNode alerts = place.putArray("alerts");
    for (WatchedPast.Raised raised : past.alerts()) {
      alerts.addObject().put("id", raised.alert()).put("entry", raised.entry());
    }
  }

  /**
   * Of a place, for conditions.
   *
   * @param segment of the address
   */
  OptionalLong newest(String segment) throws IOException, RefusedException {
    Optional<PlaceHistory> history =
        registers.read(register -> register.findContributions(PlacePath.parse(segment)));
    return history.isPresent() ? OptionalLong.of(history.get().entry()) : OptionalLong.empty();
  }

  @GetMapping(ByProgram.ROOT + "/entries/{index}")
  @Needs(Right.SEE_PLACES)
  Answer entry(Frame frame, @PathVariable("index") long index)
      throws IOException, RefusedException {
    EntryReader.Entry read = ledger.read(index);
    ObjectNode record = read.record();
    String type = record.path("type").asString("");
    Optional<ObjectNode> seen = ledger.seen(record, type, Sight.of(frame.viewer()));
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("index", index).put("type", type);
    entry.put("actor", read.actor()).put("key", read.kid());
    seen.ifPresent(shown -> entry.set("record", shown));
    entry.put("complete", seen.isPresent() && seen.get().equals(record));
    entry.put("proof", new String(workspace.reader().prove(index).bytes(), StandardCharsets.UTF_8));
    entry.put("raw", "/entries/" + index + "/raw");
    return Answer.json(entry);
  }
}
