package org.cairn.app.web.people;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;

/**
 * A server on a workspace, for tests, and people who are let in as they would be: by links, over
 * HTTP.
 */
public final class ServedWorkspace implements AutoCloseable {
  /** Everybody's here; long enough. */
  public static final String PASSWORD = "four stones upon one another";

  private final Workspace workspace;
  private final Witness witness;
  private final WebServer server;
  private final People people;
  private final StringWriter told;

  private ServedWorkspace(
      Workspace workspace, Witness witness, WebServer server, People people, StringWriter told) {
    this.told = told;
    this.workspace = workspace;
    this.witness = witness;
    this.server = server;
    this.people = people;
  }

  /** On a new and empty workspace. */
  public static ServedWorkspace create(Path folder, Clock clock) throws Exception {
    return serve(Workspace.create(folder, "example.org/log", clock, new SecureRandom()), clock);
  }

  /** On one that is there. */
  public static ServedWorkspace serve(Workspace workspace, Clock clock) throws Exception {
    Witness witness = workspace.openWitness(clock);
    StringWriter told = new StringWriter();
    PrintWriter err = new PrintWriter(told, true);
    WebServer server = WebServer.start(workspace, witness, WebServer.Place.local(0), clock, err);
    return new ServedWorkspace(workspace, witness, server, People.open(workspace, clock), told);
  }

  public Workspace workspace() {
    return workspace;
  }

  public WebServer server() {
    return server;
  }

  /** What whoever keeps the node was told meanwhile. */
  public String told() {
    return told.toString();
  }

  /** Beside the server, over the same file. */
  public People people() {
    return people;
  }

  public String address() {
    return "http://localhost:" + server.port();
  }

  public HttpVisitor visitor() {
    return new HttpVisitor(address());
  }

  /** Somebody new, signed in, in an organisation that is made where it is not there. */
  public HttpVisitor signedIn(String login, String organisation, Role... roles) throws Exception {
    HttpVisitor visitor = visitor();
    Set<Role> given = EnumSet.noneOf(Role.class);
    given.addAll(Set.of(roles));
    var answer =
        visitor.post(
            people.invitationPath(organisation(organisation), given),
            "name",
            "Name of " + login,
            "login",
            login,
            "password",
            PASSWORD);
    if (answer.statusCode() != 303) {
      throw new IllegalStateException("Not let in: " + answer.statusCode() + answer.body());
    }
    return visitor;
  }

  private Viewer.Organisation organisation(String name) throws IOException {
    for (Viewer.Organisation known : people.listOrganisations()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    return people.addOrganisation(name);
  }

  @Override
  public void close() throws Exception {
    people.close();
    server.close();
    witness.close();
  }
}
