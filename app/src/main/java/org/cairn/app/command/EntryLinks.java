package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.People;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;

/** How somebody comes to have an account where nobody has one yet. */
final class EntryLinks {
  private static final String FILE = "first-account.txt";

  private EntryLinks() {}

  /** Of a workspace that has none, and no accounts. */
  static void addOrganisations(Workspace workspace, List<String> names) throws IOException {
    try (People people = People.open(workspace, Clock.systemUTC())) {
      if (people.isEmpty() && people.listOrganisations().isEmpty()) {
        for (String name : names) {
          people.addOrganisation(name);
        }
      }
    }
  }

  /**
   * The same where a log is kept and perhaps sent elsewhere: the links are written into a file of
   * the workspace that only this user can read, and the log says where.
   */
  static void write(Workspace workspace, String address, PrintWriter err)
      throws IOException, RefusedException {
    StringWriter links = new StringWriter();
    say(workspace, address, new PrintWriter(links, true));
    Path file = workspace.root().resolve(FILE);
    if (links.toString().isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Files.deleteIfExists(file);
    if (Files.getFileAttributeView(workspace.root(), PosixFileAttributeView.class) == null) {
      Files.createFile(file);
    } else {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, links.toString());
    err.println("Nobody has an account yet. The link that makes the first is in '" + file + "'");
  }

  /**
   * Says the link by which the first account is made. Where organisations are there before it, as
   * in the demo, it leads into the first with all roles, and there is a link for an analyst of that
   * and one for a reviewer of the last: two who can disagree. Later the page of people makes links.
   *
   * @param address of the server on this machine
   */
  static void say(Workspace workspace, String address, PrintWriter err)
      throws IOException, RefusedException {
    String seen = workspace.webSettings().address().map(URI::toString).orElse(address);
    try (People people = People.open(workspace, Clock.systemUTC())) {
      if (!people.isEmpty()) {
        return;
      }
      List<Viewer.Organisation> organisations = people.listOrganisations();
      if (organisations.isEmpty()) {
        err.println("Nobody has an account yet. This link makes the first, once, within a day:");
        err.println("  " + seen + people.setUpPath());
        return;
      }
      Viewer.Organisation first = organisations.getFirst();
      Viewer.Organisation last = organisations.getLast();
      err.println("Each of these links makes one account, once, within a day or a week:");
      err.println("  yours, with all roles, in " + first.name());
      err.println("    " + seen + people.setUpPath(first));
      err.println("  an analyst of " + first.name());
      err.println("    " + seen + people.invitationPath(first, Set.of(Role.ANALYST)));
      err.println("  a reviewer of " + last.name());
      err.println("    " + seen + people.invitationPath(last, Set.of(Role.REVIEWER)));
    }
  }
}
