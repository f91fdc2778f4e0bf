package org.cairn.app.web.place;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Authorship;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.Sight;
import org.cairn.app.web.people.Signer;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.review.Author;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Contributed;
import org.cairn.register.ContributionRecords;
import org.cairn.register.Draft;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Forms that add to what is said of a place, and make new ones: a record of the ledger each, which
 * overwrites nothing. Thread-safe.
 */
@Controller
final class AddPages {
  private static final int UNPROCESSABLE = 422;
  private static final int ID_BYTES = 6;

  private final PlaceReading places;
  private final Registers registers;
  private final Desk desk;
  private final Signer signer;
  private final SecureRandom random = new SecureRandom();

  AddPages(PlaceReading places, Registers registers, Desk desk, Signer signer) {
    this.places = places;
    this.registers = registers;
    this.desk = desk;
    this.signer = signer;
  }

  @GetMapping("/places/{place}/add/{kind}")
  @Needs(Right.CONTRIBUTE)
  Answer form(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("place") String place,
      @PathVariable("kind") String kind)
      throws IOException, RefusedException {
    return form(frame, place, kind, new AddForm(Map.of()), 200);
  }

  private Answer form(Frame frame, String place, String kind, AddForm form, int status)
      throws IOException, RefusedException {
    if (!AddForm.KINDS.contains(kind)) {
      throw new NotFoundException();
    }
    PlaceView view = places.named(place, frame);
    return Answer.html(
        frame, status, (output, forms) -> JteaddGenerated.render(output, forms, view, kind, form));
  }

  @PostMapping("/places/{place}/add/{kind}")
  @Needs(Right.CONTRIBUTE)
  Answer add(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("place") String place,
      @PathVariable("kind") String kind)
      throws IOException, RefusedException {
    AddForm typed = new AddForm(request.getParameterMap());
    OpenPlace open = places.open(place, Sight.of(frame.viewer()));
    if (!AddForm.KINDS.contains(kind)) {
      throw new NotFoundException();
    }
    Optional<Statement> statement = typed.statement(kind);
    if (statement.isEmpty()) {
      return refused(frame, typed, form(frame, place, kind, typed, UNPROCESSABLE));
    }
    String id = open.whole().place().id();
    Contribution added = Contribution.of(id, author(frame.viewer()), statement.get());
    Map<String, Long> seen =
        typed.get("seen").matches("\\d{1,18}")
            ? Map.of(id, Long.parseLong(typed.get("seen")))
            : Map.of();
    return switch (signer.sign(frame, request, ContributionRecords.draft(added))) {
      case Signer.Ask ask -> ask.answer();
      case Signer.Signed signed -> {
        Contributed done =
            desk.write(writer ->
                    registers.read(register -> register.contribute(writer, signed.drafts(), seen)))
                .getFirst();
        yield Answer.see(
            PlacePath.of(id)
                + "?added="
                + done.entry()
                + "&kind="
                + kind
                + done.newer().map(entry -> "&newer=" + entry).orElse(""));
      }
    };
  }

  @GetMapping("/places/new")
  @Needs(Right.CONTRIBUTE)
  Answer newPlace(Frame frame) {
    return newForm(frame, new AddForm(Map.of()), 200);
  }

  private static Answer newForm(Frame frame, AddForm form, int status) {
    return Answer.html(
        frame, status, (output, forms) -> JtenewPlaceGenerated.render(output, forms, frame, form));
  }

  @PostMapping("/places/new")
  @Needs(Right.CONTRIBUTE)
  Answer create(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    AddForm typed = new AddForm(request.getParameterMap());
    byte[] serial = new byte[ID_BYTES];
    random.nextBytes(serial);
    Optional<PlaceDescription> place = typed.place("place-" + HexFormat.of().formatHex(serial));
    if (place.isEmpty()) {
      return refused(frame, typed, newForm(frame, typed, UNPROCESSABLE));
    }
    Draft made = ContributionRecords.draft(place.get(), author(frame.viewer()));
    return switch (signer.sign(frame, request, made)) {
      case Signer.Ask ask -> ask.answer();
      case Signer.Signed signed -> create(frame, typed, signed.draft());
    };
  }

  private Answer create(Frame frame, AddForm typed, Draft signed)
      throws IOException, RefusedException {
    String id = PlaceCodec.decode(signed.record()).id();
    try {
      long entry =
          desk.write(writer -> registers.read(register -> register.create(writer, signed)));
      return Answer.see(PlacePath.of(id) + "?added=" + entry + "&kind=new");
    } catch (RefusedException refused) {
      if (!refused.code().equals("place-known")) {
        throw refused;
      }
      typed.refuse("known");
      return refused(frame, typed, newForm(frame, typed, UNPROCESSABLE));
    }
  }

  private static Answer refused(Frame frame, AddForm typed, Answer page) {
    Texts texts = frame.texts(PlaceView.class);
    return new Answer.Refused(
        page,
        typed.wrong().stream()
            .map(field ->
                new Answer.Fault(
                    field.equals("known") ? "id" : field, texts.text("place.wrong." + field)))
            .toList());
  }

  /** Who has signed in; the gate lets nobody else here but where visitors may contribute. */
  private static Author author(Viewer viewer) {
    return Authorship.of(viewer).orElseThrow(NotFoundException::new);
  }
}
