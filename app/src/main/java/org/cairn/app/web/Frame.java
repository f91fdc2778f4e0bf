package org.cairn.app.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;

/**
 * What every page needs to know of the request it answers. Methods of pages take one as a
 * parameter.
 *
 * @param viewer whom it is for
 * @param path asked for, with its query
 * @param csrf token for forms that post
 * @param part whether only a part of a page is wanted, to be swapped in
 * @param readOnly that the node takes nothing in at the moment
 */
public record Frame(
    Viewer viewer, String path, String csrf, boolean part, Optional<ReadOnlyMode.Now> readOnly) {

  /** A room of the server, in the bar on top. */
  public record Room(String key, String path, Right right) {}

  private static final List<Room> ROOMS =
      List.of(
          new Room("review", "/review", Right.SEE_ALERTS),
          new Room("map", "/places", Right.SEE_PLACES),
          new Room("cases", "/cases", Right.MANAGE_CASES),
          new Room("watch", "/runs", Right.ADMINISTER),
          new Room("watch", "/runs/history", Right.SEE_ALERTS),
          new Room("people", "/people", Right.ADMINISTER));

  /** Those that the viewer may enter; of one with two doors the first that is open. */
  public List<Room> rooms() {
    List<Room> open = new ArrayList<>();
    for (Room room : ROOMS) {
      boolean entered = open.stream().anyMatch(one -> one.key().equals(room.key()));
      if (viewer.may(room.right()) && !entered) {
        open.add(room);
      }
    }
    return open;
  }

  public boolean isIn(Room room) {
    return path.equals(room.path())
        || path.startsWith(room.path() + "/")
        || path.startsWith(room.path() + "?");
  }

  /**
   * The words of the report, those of all pages, and those of a feature.
   *
   * @param feature a class beside which they lie
   */
  public Texts texts(Class<?> feature) {
    return Texts.of(viewer.language(), HtmlReport.class, Frame.class, feature);
  }

  public Texts texts() {
    return texts(Frame.class);
  }

  public Language language() {
    return viewer.language();
  }

  /** The same for who has just gone out: a page that names nobody, and has no form. */
  public Frame signedOut() {
    Viewer visitor =
        new Viewer(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            viewer.publicRights(),
            viewer.language(),
            viewer.languages());
    return new Frame(visitor, "/sign-in", "", part, readOnly);
  }

  /** The same, once it is known that nothing is taken in. */
  Frame withReadOnly(ReadOnlyMode.Now now) {
    return new Frame(viewer, path, csrf, part, Optional.of(now));
  }

  /** The same page in another language. */
  public String in(Language other) {
    String bare = path.replaceAll("([?&])lang=[a-z]*&?", "$1").replaceAll("[?&]$", "");
    return bare + (bare.indexOf('?') < 0 ? "?" : "&") + "lang=" + other.tag();
  }

  public Optional<String> organisationName() {
    return viewer.organisation().map(Viewer.Organisation::name);
  }
}
