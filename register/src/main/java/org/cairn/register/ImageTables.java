package org.cairn.register;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.geopackage.RTree;
import org.cairn.geopackage.Table;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Images in the tables: those that runs read, and the pictures of alerts with the ground that each
 * shows. Times are instants of UTC to the second, all of one length, so that they compare as texts.
 * Single-thread.
 */
final class ImageTables {
  /** {@code number} counts the pictures in the alert's record from 0. */
  static final Table PICTURES =
      Table.features(
          "pictures",
          "Pictures of alerts, as the last run has each, with the ground they show",
          "alert TEXT NOT NULL",
          "place TEXT NOT NULL",
          "number INTEGER NOT NULL",
          "role TEXT",
          "acquired TEXT NOT NULL",
          "sensor TEXT",
          "item TEXT",
          "sha256 TEXT NOT NULL",
          "entry INTEGER NOT NULL");

  static final Table SCENES =
      Table.attributes(
          "scenes",
          "Images that finished runs of the watch read or held back, as the last run has each",
          "item TEXT NOT NULL UNIQUE",
          "collection TEXT",
          "acquired TEXT",
          "sensor TEXT",
          "clear_share REAL",
          "held_back TEXT",
          "run TEXT NOT NULL",
          "entry INTEGER NOT NULL");

  static final Table USES =
      Table.attributes(
          "scene_uses",
          "Which images an alert was found or is shown by",
          "item TEXT NOT NULL",
          "alert TEXT NOT NULL",
          "place TEXT NOT NULL");

  static final List<Table> ALL = List.of(PICTURES, SCENES, USES);

  /** By which what an earlier run said of an alert is found while it is replaced. */
  static final List<String> ALWAYS =
      List.of(
          "CREATE INDEX pictures_alert ON pictures (alert)",
          "CREATE INDEX scene_uses_alert ON scene_uses (alert)");

  static final List<String> INDEXES =
      List.of(
          "CREATE INDEX pictures_acquired ON pictures (acquired)",
          "CREATE INDEX pictures_entry ON pictures (entry, number)",
          "CREATE INDEX scenes_acquired ON scenes (acquired)",
          "CREATE INDEX scene_uses_item ON scene_uses (item, alert, place)");

  private final TableWriter tables;
  private final boolean indexed;

  /**
   * @param indexed whether {@link RegisterIndexes#index} has been called, and the indexes are to
   *     follow
   */
  ImageTables(TableWriter tables, boolean indexed) {
    this.tables = tables;
    this.indexed = indexed;
  }

  void scene(long index, ObjectNode record) throws SQLException {
    String item = record.path("item").asString("");
    tables.delete(SCENES, "item", item);
    tables.insert(
        SCENES,
        tables.takeFid(),
        item,
        text(record, "collection"),
        text(record, "acquired").flatMap(ImageTables::second),
        text(record, "sensor"),
        RunTables.decimal(record, "clear_share"),
        text(record, "held_back"),
        record.path(RunTables.RUN).asString(""),
        index);
  }

  /** The pictures of an alert, and what it was found by. */
  void alert(long index, ObjectNode record) throws SQLException {
    String alert = record.path("alert").asString("");
    String place = record.path("place").asString("");
    tables.delete(PICTURES, "alert", alert);
    tables.delete(USES, "alert", alert);
    Optional<Geometry> ground = PictureFit.of(record).map(PictureFit::ground);
    Set<String> items = new LinkedHashSet<>();
    record.path("items").values().forEach(item -> text(item).ifPresent(items::add));
    int number = 0;
    for (JsonNode chip : record.path("chips").values()) {
      Optional<String> sha256 = sha256(chip);
      Optional<String> item = text(chip, "item").filter(named -> !named.isEmpty());
      Optional<String> acquired = acquired(item, chip.path("date").asString(""));
      if (sha256.isPresent() && acquired.isPresent()) {
        picture(
            ground,
            alert,
            place,
            number,
            text(chip, "role"),
            acquired,
            text(chip, "sensor"),
            item,
            sha256,
            index,
            ground.map(GeoPackageGeometry::encode));
      }
      item.ifPresent(items::add);
      number++;
    }
    for (String item : items) {
      tables.insert(USES, tables.takeFid(), item, alert, place);
    }
  }

  private void picture(Optional<Geometry> ground, Object... values) throws SQLException {
    long fid = tables.takeFid();
    tables.insert(PICTURES, fid, values);
    if (indexed && ground.isPresent()) {
      PreparedStatement bounds = tables.prepare(RTree.insertBounds(PICTURES));
      RTree.putBounds(bounds, fid, ground.get().getEnvelopeInternal());
      bounds.executeUpdate();
    }
  }

  private static Optional<String> text(JsonNode value) {
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  private static Optional<String> text(JsonNode record, String member) {
    return RegisterEntry.text(record, member);
  }

  private static Optional<String> sha256(JsonNode chip) {
    return text(chip, "blob")
        .filter(name -> name.matches("sha256:[0-9a-f]{64}"))
        .map(name -> name.substring("sha256:".length()));
  }

  /** When the image was taken where it is known and of that day, else the day's beginning. */
  private Optional<String> acquired(Optional<String> item, String day) throws SQLException {
    if (item.isPresent()) {
      PreparedStatement select = tables.prepare("SELECT acquired FROM scenes WHERE item = ?");
      select.setString(1, item.get());
      try (ResultSet row = select.executeQuery()) {
        String known = row.next() ? row.getString(1) : null;
        if (known != null && known.startsWith(day + "T")) {
          return Optional.of(known);
        }
      }
    }
    return second(day + "T00:00:00Z");
  }

  /** Empty for what is no instant of the years 0 to 9999. */
  private static Optional<String> second(String instant) {
    try {
      String text = Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
      return text.length() == "2026-05-11T00:00:00Z".length()
          ? Optional.of(text)
          : Optional.empty();
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
