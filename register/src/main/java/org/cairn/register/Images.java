package org.cairn.register;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.ledger.RefusedException;

/**
 * The images of a workspace, in the register that gave this: those that runs read, and the pictures
 * of alerts. The newest rows come first. What not everybody may see is left out before anything is
 * counted or cut into pages: pictures of places that are not public, and scenes that no alert of a
 * public place was found or is shown by. Single-thread, as the register is. Each method throws
 * {@link RefusedException} where the register cannot be read, with its code.
 */
public final class Images {
  private final RegisterReading reading;

  Images(RegisterReading reading) {
    this.reading = reading;
  }

  /** From the first to the last. */
  public record Times(Instant first, Instant last) {}

  /**
   * @param before key of the last one of the page before; empty for the first page
   * @param most at least 1
   */
  public List<PictureHit> pictures(ImageQuery query, OptionalLong before, int most)
      throws IOException, RefusedException {
    return reading.read(sqlite -> new SqliteImages(sqlite, query).pictures(before, most));
  }

  /** A scene's ground is not recorded: a question with areas finds none. */
  public List<SceneHit> scenes(ImageQuery query, OptionalLong before, int most)
      throws IOException, RefusedException {
    return query.areas().isEmpty()
        ? reading.read(sqlite -> new SqliteImages(sqlite, query).scenes(before, most))
        : List.of();
  }

  /**
   * @param entry of the alert's record
   * @param number of the picture in it
   */
  public Optional<PictureHit> findPicture(long entry, int number, boolean exact)
      throws IOException, RefusedException {
    return reading.read(
        sqlite -> new SqliteImages(sqlite, ImageQuery.all(exact)).picture(entry, number));
  }

  public Optional<SceneHit> findScene(String item, boolean exact)
      throws IOException, RefusedException {
    return reading.read(sqlite -> new SqliteImages(sqlite, ImageQuery.all(exact)).scene(item));
  }

  /** Ids of alerts that a scene found or shows, in their order. */
  public List<String> alertsOf(String item, boolean exact, int most)
      throws IOException, RefusedException {
    return reading.read(
        sqlite -> new SqliteImages(sqlite, ImageQuery.all(exact)).alertsOf(item, most));
  }

  /** Empty while there is none. */
  public Optional<Times> pictureTimes(boolean exact) throws IOException, RefusedException {
    return reading.read(
        sqlite -> new SqliteImages(sqlite, ImageQuery.all(exact)).times("pictures"));
  }

  /** Empty while there is none. */
  public Optional<Times> sceneTimes(boolean exact) throws IOException, RefusedException {
    return reading.read(sqlite -> new SqliteImages(sqlite, ImageQuery.all(exact)).times("scenes"));
  }
}
