package org.cairn.app.web.assess;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.web.Registers;
import org.cairn.app.web.api.Act;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.api.Field;
import org.cairn.app.web.api.Read;
import org.cairn.app.web.map.PlacePath;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.ledger.RefusedException;

/** What programs may say of the condition of places. Stateless. */
final class AssessActs {
  private AssessActs() {}

  static ApiActs of(Registers registers) {
    Act.Subject place = (viewer, path) -> newest(registers, path);
    return ApiActs.NONE
        .with(Read.of("listTerms", "/terms", "Ids and labels of the terms of assessments"))
        .with(
            Act.of("assess", "/places/{place}/assess", "Says in which condition a place is")
                .fixing("do", "submit")
                .about("/places/{place}", place)
                .taking(
                    Field.text(
                        "correct",
                        "Entry of an earlier one, of the same organisation, that this corrects"),
                    Field.text("replaces", "The same entry, where the condition is corrected"),
                    Field.text(
                        "seen",
                        "Entry that was the newest when the place was read: the answer says"
                            + " whether something newer is there"),
                    Field.text("date", "When it was so, in EDTF").needed(),
                    Field.text("activity", "Id of an activity type of EAMENA"),
                    Field.text("state", "Id of an overall condition state of EAMENA"),
                    Field.text("extent", "Id of a damage extent of EAMENA"),
                    Field.text("comment", "In words"),
                    Field.text("sources", "One a line: an address, or words"),
                    Field.text("outline", "Extent of what is damaged: well-known text or GeoJSON"),
                    Field.text("outline-on", "Picture that it was drawn on"),
                    Field.text("a{n}.name", "Assessor: name"),
                    Field.text("a{n}.organisation", "Assessor: organisation"),
                    Field.text("a{n}.role", "Assessor: id of an investigator role of EAMENA"),
                    Field.text("d{n}.category", "Disturbance: id of a category of EAMENA"),
                    Field.text("d{n}.cause", "Disturbance: id of a cause of EAMENA"),
                    Field.text("d{n}.certainty", "Disturbance: id of a certainty of EAMENA"),
                    Field.text("d{n}.form", "Disturbance: id of a kind of date of EAMENA"),
                    Field.text("d{n}.from", "Disturbance: first day, in EDTF"),
                    Field.text("d{n}.to", "Disturbance: last day, in EDTF"),
                    Field.text("d{n}.e{n}.effect", "Effect of a disturbance: id of EAMENA"),
                    Field.text("d{n}.e{n}.certainty", "Effect of a disturbance: id of a certainty"),
                    Field.text("t{n}.category", "Threat: id of a category of EAMENA"),
                    Field.text("t{n}.cause", "Threat: id of a cause of EAMENA"),
                    Field.text("t{n}.probability", "Threat: id of a probability of EAMENA"),
                    Field.text("r{n}.activity", "Recommendation: id of EAMENA"),
                    Field.text("r{n}.priority", "Recommendation: id of a priority of EAMENA"),
                    Field.text("r{n}.text", "Recommendation: in words"),
                    Field.text("u{n}.change", "Change of use or identity: id of a kind"),
                    Field.text("u{n}.date", "Change of use or identity: when, in EDTF"),
                    Field.text("u{n}.before", "Change of use or identity: before it"),
                    Field.text("u{n}.after", "Change of use or identity: after it"),
                    Field.text("u{n}.statement", "Change of use or identity: in words"),
                    Field.text("u{n}.sources", "Change of use or identity: one a line"),
                    Field.text("u{n}.replaces", "Entry of an earlier claim that this corrects")),
            Act.of(
                    "takeBackAssessment",
                    "/places/{place}/assessments/{entry}/take-back",
                    "Takes back an assessment of the same organisation")
                .about("/places/{place}", place));
  }

  private static OptionalLong newest(Registers registers, Map<String, String> path)
      throws IOException, RefusedException {
    Optional<PlaceHistory> history =
        registers.read(register ->
            register.findContributions(PlacePath.parse(path.getOrDefault("place", ""))));
    return history.isPresent() ? OptionalLong.of(history.get().entry()) : OptionalLong.empty();
  }
}
