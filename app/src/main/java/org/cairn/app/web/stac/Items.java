package org.cairn.app.web.stac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Registers;
import org.cairn.ledger.RefusedException;
import org.cairn.register.ImageQuery;
import org.cairn.register.Images;
import org.cairn.register.PictureHit;
import org.cairn.register.SceneHit;

/** Finds items, as far as somebody may see them. Thread-safe. */
final class Items {
  /** More alerts of one scene are not named. */
  private static final int MOST_ALERTS = 100;

  /** Entry of the alert and number of the picture in it. */
  private static final Pattern CHIP = Pattern.compile("([0-9]{1,18})-([0-9]{1,6})");

  private final Registers registers;

  Items(Registers registers) {
    this.registers = registers;
  }

  /**
   * @param next token of the page after this; empty where this is the last
   */
  record Page(List<Found> items, Optional<String> next) {
    Page {
      items = List.copyOf(items);
    }
  }

  /**
   * @param exact whether those are among them that tell where protected places lie
   */
  Page search(Question question, boolean exact) throws IOException, RefusedException {
    Question.Position position = question.position();
    return registers.read(register -> {
      Images images = register.images();
      List<Found> found = new ArrayList<>();
      int begin = CollectionIds.IDS.indexOf(position.collection());
      for (String collection : CollectionIds.IDS.subList(begin, CollectionIds.IDS.size())) {
        int most = question.limit() + 1 - found.size();
        if (question.collections().contains(collection) && most > 0) {
          OptionalLong before =
              collection.equals(position.collection()) ? position.before() : OptionalLong.empty();
          found.addAll(page(images, question, collection, before, most, exact));
        }
      }
      if (found.size() <= question.limit()) {
        return new Page(found, Optional.empty());
      }
      List<Found> page = found.subList(0, question.limit());
      Found last = page.getLast();
      return new Page(
          page,
          Optional.of(
              question.token(
                  new Question.Position(last.collection(), OptionalLong.of(last.key())))));
    });
  }

  private static List<Found> page(
      Images images,
      Question question,
      String collection,
      OptionalLong before,
      int most,
      boolean exact)
      throws IOException, RefusedException {
    ImageQuery query = question.ofRegister(exact);
    List<Found> found = new ArrayList<>();
    if (!question.ids().isEmpty()) {
      for (String id : question.ids()) {
        find(images, collection, id, exact)
            .filter(item -> meets(item, question))
            .filter(item -> before.isEmpty() || item.key() < before.getAsLong())
            .ifPresent(found::add);
      }
      found.sort(Comparator.comparingLong(Found::key).reversed());
      return found.subList(0, Math.min(found.size(), most));
    }
    if (collection.equals(CollectionIds.CHIPS)) {
      for (PictureHit hit : images.pictures(query, before, most)) {
        found.add(chip(images, hit, exact));
      }
    } else {
      for (SceneHit hit : images.scenes(query, before, most)) {
        found.add(scene(images, hit, exact));
      }
    }
    return found;
  }

  private static boolean meets(Found item, Question question) {
    return switch (item) {
      case Found.Chip chip ->
          question.times().has(chip.hit().acquired())
              && (question.areas().isEmpty()
                  || chip.hit()
                      .ground()
                      .filter(ground -> question.areas().stream().anyMatch(ground::intersects))
                      .isPresent());
      case Found.Scene scene ->
          question.times().has(scene.hit().acquired()) && question.areas().isEmpty();
    };
  }

  private static Found chip(Images images, PictureHit hit, boolean exact)
      throws IOException, RefusedException {
    return new Found.Chip(
        hit, hit.item().isPresent() ? images.findScene(hit.item().get(), exact) : Optional.empty());
  }

  private static Found scene(Images images, SceneHit hit, boolean exact)
      throws IOException, RefusedException {
    return new Found.Scene(hit, images.alertsOf(hit.item(), exact, MOST_ALERTS));
  }

  Optional<Found> find(String collection, String id, boolean exact)
      throws IOException, RefusedException {
    return registers.read(register -> find(register.images(), collection, id, exact));
  }

  private static Optional<Found> find(Images images, String collection, String id, boolean exact)
      throws IOException, RefusedException {
    if (collection.equals(CollectionIds.SCENES)) {
      Optional<SceneHit> hit = images.findScene(id, exact);
      return hit.isPresent() ? Optional.of(scene(images, hit.get(), exact)) : Optional.empty();
    }
    Optional<PictureHit> hit = findPicture(images, id, exact);
    return hit.isPresent() ? Optional.of(chip(images, hit.get(), exact)) : Optional.empty();
  }

  /** Of all there are. */
  Optional<SceneHit> findScene(String id) throws IOException, RefusedException {
    return registers.read(register -> register.images().findScene(id, true));
  }

  /**
   * @param id of an item of {@code chips}
   */
  Optional<PictureHit> findPicture(String id, boolean exact) throws IOException, RefusedException {
    return registers.read(register -> findPicture(register.images(), id, exact));
  }

  private static Optional<PictureHit> findPicture(Images images, String id, boolean exact)
      throws IOException, RefusedException {
    Matcher chip = CHIP.matcher(id);
    return chip.matches() && chipId(chip).equals(id)
        ? images.findPicture(Long.parseLong(chip.group(1)), Integer.parseInt(chip.group(2)), exact)
        : Optional.empty();
  }

  /** One item, one id: without zeros in front. */
  private static String chipId(Matcher chip) {
    return chipId(Long.parseLong(chip.group(1)), Integer.parseInt(chip.group(2)));
  }

  static String chipId(long entry, int number) {
    return entry + "-" + number;
  }

  /** When the items of a collection were taken; empty while there are none. */
  Optional<Images.Times> times(String collection, boolean exact)
      throws IOException, RefusedException {
    return registers.read(register ->
        collection.equals(CollectionIds.CHIPS)
            ? register.images().pictureTimes(exact)
            : register.images().sceneTimes(exact));
  }
}
