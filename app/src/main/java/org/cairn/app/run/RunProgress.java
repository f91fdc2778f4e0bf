package org.cairn.app.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a run is.
 *
 * @param places that are watched
 * @param judged places done
 * @param toJudge places that lie on an image; 0 until that is known
 * @param images of the catalogue that may show a place
 * @param read times an image was looked through, of {@code toRead}: once for each batch of places
 * @param share of the work done, 0 to 1
 * @param watchingSince wall time at which the images began to be looked through, from the run's
 *     beginning
 */
public record RunProgress(
    Stage stage,
    int places,
    int judged,
    int toJudge,
    int images,
    long read,
    long toRead,
    double share,
    long watchingSinceMillis,
    RunCost cost) {
  public static final RunProgress BEGUN =
      new RunProgress(Stage.STARTING, 0, 0, 0, 0, 0, 0, 0, 0, RunCost.NOTHING);

  /** What a run is doing. */
  public enum Stage {
    /** Its process starts and reads the ledger. */
    STARTING,
    /** The catalogue is searched. */
    SURVEYING,
    /** Images are read and places judged. */
    WATCHING,
    /** What was found goes to the ledger; not to be stopped any more. */
    WRITING;

    /** As written in texts. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is left, in milliseconds, if the rest takes as long as what was done. */
  public OptionalLong leftMillis() {
    if (stage != Stage.WATCHING || share < 0.02 || share >= 1) {
      return OptionalLong.empty();
    }
    double spent = cost.wallMillis() - watchingSinceMillis;
    return OptionalLong.of(Math.round(spent * (1 - share) / share));
  }

  RunProgress withPlaces(int all) {
    return new RunProgress(
        stage, all, judged, toJudge, images, read, toRead, share, watchingSinceMillis, cost);
  }

  RunProgress withStage(Stage other) {
    return new RunProgress(
        other, places, judged, toJudge, images, read, toRead, share, watchingSinceMillis, cost);
  }

  RunProgress withImages(int found) {
    return new RunProgress(
        Stage.WATCHING,
        places,
        judged,
        toJudge,
        found,
        read,
        toRead,
        share,
        cost.wallMillis(),
        cost);
  }

  RunProgress withRead(long done, long of) {
    return new RunProgress(
        stage, places, judged, toJudge, images, done, of, share, watchingSinceMillis, cost);
  }

  RunProgress withJudged(int done, int of) {
    return new RunProgress(
        stage, places, done, of, images, read, toRead, share, watchingSinceMillis, cost);
  }

  RunProgress withShare(double done) {
    return new RunProgress(
        stage, places, judged, toJudge, images, read, toRead, done, watchingSinceMillis, cost);
  }

  RunProgress withCost(RunCost soFar) {
    return new RunProgress(
        stage, places, judged, toJudge, images, read, toRead, share, watchingSinceMillis, soFar);
  }

  public ObjectNode json() {
    ObjectNode node =
        JsonMapper.shared()
            .createObjectNode()
            .put("stage", stage.code())
            .put("places", places)
            .put("judged", judged)
            .put("to_judge", toJudge)
            .put("images", images)
            .put("read", read)
            .put("to_read", toRead)
            .put("share", share)
            .put("watching_since_ms", watchingSinceMillis);
    node.set("cost", cost.json());
    return node;
  }

  static RunProgress of(JsonNode node) {
    return new RunProgress(
        Arrays.stream(Stage.values())
            .filter(stage -> stage.code().equals(node.path("stage").asString("")))
            .findFirst()
            .orElse(Stage.STARTING),
        node.path("places").asInt(0),
        node.path("judged").asInt(0),
        node.path("to_judge").asInt(0),
        node.path("images").asInt(0),
        node.path("read").asLong(0),
        node.path("to_read").asLong(0),
        node.path("share").asDouble(0),
        node.path("watching_since_ms").asLong(0),
        RunCost.of(node.path("cost")));
  }
}
