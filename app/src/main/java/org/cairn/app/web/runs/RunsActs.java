package org.cairn.app.web.runs;

import java.util.stream.Stream;
import org.cairn.app.run.Secrets;
import org.cairn.app.run.Timetable;
import org.cairn.app.web.api.Act;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.api.Field;

/** What programs may do with catalogues and runs of the watch. Stateless. */
final class RunsActs {
  private RunsActs() {}

  static ApiActs all() {
    Field name = Field.text("name", "Of the catalogue").needed();
    Field rate =
        Field.text("rate", "False alarms wanted per place and year, above 0, at most 100").needed();
    Field also = Field.text("also", "An asset or band to watch beside the first");
    return ApiActs.NONE.with(
        Act.of("startRun", "/runs/start", "Starts a run of the watch")
            .taking(
                Field.text("catalog", "Name of the catalogue").needed(),
                rate,
                also,
                Field.text("from", "First day watched, in ISO 8601"),
                Field.text("until", "Last day watched"),
                Field.flag("resume", "Whether it is taken up again after a stop of the node")),
        Act.of("cancelRun", "/runs/{id}/cancel", "Cancels a run that goes on"),
        Act.of("addCatalog", "/runs/catalog/add", "Adds a catalogue of images, or changes one")
            .taking(
                name,
                Field.text("href", "Address of a STAC API or catalogue, or a file here").needed(),
                Field.text("sign", "Address that signs those of images"),
                Field.flag("private", "Whether it may lie in a private network"),
                Field.flag("change", "Whether one of that name is changed")),
        Act.of("retireCatalog", "/runs/catalog/retire", "Watches with a catalogue no more")
            .taking(name),
        Act.of("tryCatalog", "/runs/catalog/try", "Tries a catalogue").taking(name),
        Act.of("stopTryingCatalog", "/runs/catalog/try/stop", "Stops that").taking(name),
        Act.of("keepSecret", "/runs/catalog/secret", "Keeps a credential for a catalogue's host")
            .taking(
                name,
                Field.text("host", "To which alone it is sent").needed(),
                Field.text("kind", "What it is")
                    .needed()
                    .among(Stream.of(Secrets.Kind.values()).map(Secrets.Kind::code).toList()),
                Field.text("user", "Where it is a password: whose"),
                Field.text("password", "The password or token").needed()),
        Act.of("removeSecret", "/runs/catalog/secret/remove", "Forgets a credential")
            .taking(name, Field.text("host", "For which it is kept").needed()),
        Act.of("scheduleRuns", "/runs/catalog/schedule", "Has a catalogue watched regularly")
            .taking(
                name,
                Field.text("every", "How often")
                    .needed()
                    .among(Stream.of(Timetable.Every.values()).map(Timetable.Every::code).toList()),
                Field.text("weekday", "Where weekly: 1, Monday, to 7"),
                Field.text("day", "Where monthly: of the month"),
                Field.text("time", "Of the day, HH:MM").needed(),
                Field.text("zone", "Time zone, such as Europe/Athens").needed(),
                Field.text("jitter", "Minutes by which it may begin later"),
                Field.text("hours", "The longest that a run may take"),
                rate,
                also,
                Field.flag("paused", "Whether it rests for now")),
        Act.of("unscheduleRuns", "/runs/catalog/schedule/remove", "Ends that").taking(name));
  }
}
