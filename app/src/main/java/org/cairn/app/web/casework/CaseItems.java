package org.cairn.app.web.casework;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Right;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.map.PlaceTitle;
import org.cairn.app.web.map.ShownName;
import org.cairn.app.web.review.AlertPath;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.KnownLocation;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertHit;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceVersion;
import org.cairn.register.Workspace;

/**
 * What a case gathers, as far as one viewer may see it: where a protected place lies is said as
 * anywhere else, and a picture of its ground only to whoever may know that exactly. For one
 * request.
 */
final class CaseItems {
  private static final int MOST_PICTURE_BYTES = 8 << 20;

  private final PlaceRegister register;
  private final Workspace workspace;
  private final Frame frame;
  private final Texts texts;
  private final String caseId;

  CaseItems(PlaceRegister register, Workspace workspace, Frame frame, String caseId) {
    this.register = register;
    this.workspace = workspace;
    this.frame = frame;
    this.texts = frame.texts(CasePages.class);
    this.caseId = caseId;
  }

  /** The place that an item is about. */
  Optional<String> place(CaseItem item) throws IOException, RefusedException {
    return switch (item) {
      case CaseItem.OfAlert alert -> register.findAlert(alert.alert()).map(AlertHit::place);
      case CaseItem.OfPlace place -> Optional.of(place.place());
      case CaseItem.OfAssessment assessment -> Optional.of(assessment.place());
      case CaseItem.OfSource source -> Optional.empty();
    };
  }

  CaseView.Item item(long entry, CaseItem item) throws IOException, RefusedException {
    return switch (item) {
      case CaseItem.OfAlert alert -> alert(entry, alert.alert());
      case CaseItem.OfPlace place -> place(entry, place.place());
      case CaseItem.OfAssessment assessment -> assessment(entry, assessment);
      case CaseItem.OfSource source ->
          new CaseView.Item(
              entry,
              CaseView.Kind.SOURCE,
              ShownName.of(source.title().orElse(texts.text("cases.erased")), Optional.empty()),
              source.uri().orElse(""),
              source.uri().map(Texts::clean).stream().toList(),
              Optional.empty());
    };
  }

  private CaseView.Item alert(long entry, String id) throws IOException, RefusedException {
    Optional<AlertHit> found = register.findAlert(id);
    if (found.isEmpty()) {
      return missing(entry, CaseView.Kind.ALERT, id);
    }
    AlertHit alert = found.get();
    List<String> details = new ArrayList<>();
    Optional<LocalDate> before = alert.lastUnchanged().map(LocalDate::parse);
    Optional<LocalDate> after = alert.firstSeen().map(LocalDate::parse);
    if (before.isPresent() && after.isPresent()) {
      details.add(texts.text("cases.alert.between", texts.between(before.get(), after.get())));
    }
    alert.areaSquareMetres().ifPresent(area -> details.add(texts.area(area)));
    alert.sensor().ifPresent(sensor -> details.add(texts.isolate(sensor)));
    Optional<PlaceDescription> place = register.find(alert.place()).map(PlaceVersion::place);
    boolean open = place.filter(this::mayShowGround).isPresent();
    if (!open) {
      details.add(texts.text("cases.alert.kept"));
    }
    Optional<CasePicture> chip = open ? chip(alert) : Optional.empty();
    boolean sound = chip.isPresent() && workspace.blobs().holds(chip.get().blob());
    if (chip.isPresent() && !sound) {
      details.add(texts.text("cases.alert.doubt", texts.plain(alert.entry())));
    }
    return new CaseView.Item(
        entry,
        CaseView.Kind.ALERT,
        title(place, alert.place()),
        AlertPath.of(id),
        details,
        sound ? Optional.of(CaseReading.path(caseId) + "/pictures/" + entry) : Optional.empty());
  }

  private boolean mayShowGround(PlaceDescription place) {
    return frame.viewer().may(Right.SEE_ALERTS)
        && (place.sensitivity().level() == Sensitivity.Level.PUBLIC
            || frame.viewer().may(Right.SEE_EXACT));
  }

  /** Name of the blob with the later picture. */
  private Optional<CasePicture> chip(AlertHit alert) throws IOException, RefusedException {
    return CasePicture.find(workspace, alert.entry());
  }

  Optional<byte[]> picture(String id) throws IOException, RefusedException {
    Optional<AlertHit> alert = register.findAlert(id);
    if (alert.isEmpty()) {
      return Optional.empty();
    }
    Optional<PlaceDescription> place = register.find(alert.get().place()).map(PlaceVersion::place);
    Optional<CasePicture> chip = chip(alert.get());
    return place.filter(this::mayShowGround).isPresent() && chip.isPresent()
        ? Optional.of(chip.get().read(workspace, MOST_PICTURE_BYTES))
        : Optional.empty();
  }

  private CaseView.Item place(long entry, String id) throws IOException, RefusedException {
    Optional<PlaceDescription> place = register.find(id).map(PlaceVersion::place);
    if (place.isEmpty()) {
      return missing(entry, CaseView.Kind.PLACE, id);
    }
    return new CaseView.Item(
        entry,
        CaseView.Kind.PLACE,
        title(place, id),
        PlacePath.of(id),
        List.of(location(KnownLocation.of(place.get(), frame.viewer().may(Right.SEE_EXACT)))),
        Optional.empty());
  }

  private String location(KnownLocation location) {
    return switch (location) {
      case KnownLocation.Exact at ->
          texts.text(
              "cases.place.at",
              texts.isolate(texts.decimal(at.lat(), 5, 5)),
              texts.isolate(texts.decimal(at.lon(), 5, 5)));
      case KnownLocation.Within within ->
          texts.text(
              "cases.place.within",
              texts.isolate(texts.decimal(within.cell().south(), 3, 3)),
              texts.isolate(texts.decimal(within.cell().north(), 3, 3)),
              texts.isolate(texts.decimal(within.cell().west(), 3, 3)),
              texts.isolate(texts.decimal(within.cell().east(), 3, 3)));
      case KnownLocation.Withheld kept -> texts.text("cases.place.withheld");
      case KnownLocation.Unsaid unsaid -> texts.text("cases.place.unsaid");
    };
  }

  private CaseView.Item assessment(long entry, CaseItem.OfAssessment item)
      throws IOException, RefusedException {
    Optional<PlaceVersion> place = register.find(item.place());
    List<String> details = new ArrayList<>();
    details.add(texts.text("cases.entry", Long.toString(item.entry())));
    place
        .flatMap(version ->
            conditions(version).entrySet().stream()
                .filter(each -> each.getKey().equals(Long.toString(item.entry())))
                .map(Map.Entry::getValue)
                .findFirst())
        .ifPresent(details::add);
    return new CaseView.Item(
        entry,
        CaseView.Kind.ASSESSMENT,
        title(place.map(PlaceVersion::place), item.place()),
        PlacePath.of(item.place()) + "/assessments#a" + item.entry(),
        details,
        Optional.empty());
  }

  /** Assessments that stand, of places: {@code entry} and place to send, and what they say. */
  Map<String, String> assessments(Set<String> places) throws IOException, RefusedException {
    Map<String, String> all = new LinkedHashMap<>();
    for (String place : places) {
      Optional<PlaceVersion> version = register.find(place);
      if (version.isPresent()) {
        String name = title(version.map(PlaceVersion::place), place).text();
        conditions(version.get())
            .forEach(
                (entry, said) -> all.put(entry + " " + place, texts.isolate(name) + " · " + said));
      }
    }
    return all;
  }

  /** State, organisation and day of each assessment that people added, by entry. */
  private Map<String, String> conditions(PlaceVersion version) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < version.origins().size(); i++) {
      if (version.place().statements().get(i) instanceof ConditionAssessment condition
          && version.origins().get(i).by().isPresent()) {
        var origin = version.origins().get(i);
        String state =
            condition.state().map(this::word).orElse(texts.text("cases.assessment.no-state"));
        all.put(
            Long.toString(origin.entry()),
            texts.isolate(state)
                + " · "
                + texts.isolate(origin.by().map(by -> by.organisationName()).orElse(""))
                + origin.time().map(time -> " · " + time.substring(0, 10)).orElse(""));
      }
    }
    return all;
  }

  private String word(Term term) {
    return term.id()
        .flatMap(Eamena::findByPath)
        .map(known -> known.label(texts.language().tag()))
        .or(term::label)
        .orElse("");
  }

  private ShownName title(Optional<PlaceDescription> place, String id) {
    return place
        .map(known -> PlaceTitle.of(known, frame.viewer().languages()))
        .orElseGet(() -> ShownName.of(id, Optional.empty()));
  }

  private CaseView.Item missing(long entry, CaseView.Kind kind, String id) {
    return new CaseView.Item(
        entry,
        kind,
        ShownName.of(id, Optional.empty()),
        "",
        List.of(texts.text("cases.item.missing")),
        Optional.empty());
  }
}
