package org.cairn.app.web.people;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.node.NodeFile;
import org.cairn.app.web.Drafts;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.register.Workspace;

/**
 * The accounts of a node, in {@code people.db} of its workspace, which is made on first use. What
 * other features need to know of people is here: by what name to call an id of the ledger.
 * Thread-safe.
 */
public final class People implements AutoCloseable {
  private static final String FILE = "people.db";

  static final NodeFile.Schema SCHEMA = new NodeFile.Schema(People.class, "people", 4);

  private final NodeFile file;
  private final Tokens tokens;
  private final Accounts accounts;
  private final Links links;
  private final SecondFactors secondFactors;
  private final Passkeys passkeys;
  private final KeptDrafts drafts;
  private final KeptSessions sessions;
  private final Attempts attempts;
  private final Identities identities;
  private final Newcomers newcomers;
  private final AccessTokens accessTokens;
  private final Passwords passwords = new Passwords();

  private People(NodeFile file, InstantSource clock, SecureRandom random) {
    this.file = file;
    this.tokens = new Tokens(random);
    this.accounts = new Accounts(file, clock, tokens);
    this.links = new Links(file, clock, tokens);
    this.secondFactors = new SecondFactors(file, clock, tokens);
    this.passkeys = new Passkeys(file, clock);
    this.drafts = new KeptDrafts(file, clock);
    this.sessions = new KeptSessions(file, clock);
    this.attempts = new Attempts(file, clock, tokens.bytes(32));
    this.identities = new Identities(file, clock, tokens);
    this.newcomers = new Newcomers(file, clock, tokens, identities);
    this.accessTokens = new AccessTokens(file, clock, tokens, accounts);
  }

  public static People open(Workspace workspace, InstantSource clock) throws IOException {
    return open(workspace.root().resolve(FILE), clock, new SecureRandom());
  }

  static People open(Path file, InstantSource clock, SecureRandom random) throws IOException {
    return new People(NodeFile.open(file, SCHEMA), clock, random);
  }

  /** Whether nobody has an account yet. */
  public boolean isEmpty() throws IOException {
    return accounts.isEmpty();
  }

  /**
   * As a person wants to be called.
   *
   * @param person an id, as records of the ledger have it
   * @return empty for an id of another node, or of an account that is no more
   */
  public Optional<String> findName(String person) throws IOException {
    return accounts.findName(person);
  }

  /**
   * What somebody is for an organisation now.
   *
   * @return none where they are no member of it, or their account is no more
   */
  public Set<Role> roles(String person, String organisation) throws IOException {
    return accounts.find(person).map(account -> account.roles(organisation)).orElse(Set.of());
  }

  /** Of this node. */
  public Optional<Viewer.Organisation> findOrganisation(String id) throws IOException {
    return accounts.findOrganisation(id);
  }

  /** Of this node, by name. */
  public List<Viewer.Organisation> listOrganisations() throws IOException {
    return accounts.listOrganisations().stream().map(Accounts.Listed::organisation).toList();
  }

  /** Whoever has this role somewhere, for example to ask for a second opinion. */
  public List<Viewer.Person> listPersons(Role role) throws IOException {
    return accounts.list().stream()
        .filter(account -> account.isAnywhere(role) && !account.isMachine())
        .map(account -> new Viewer.Person(account.id(), account.name()))
        .toList();
  }

  /** The path of a link by which the first administrator and an organisation are made. */
  public String setUpPath() throws IOException {
    return "/set-up/"
        + links.make(
            new Links.Grant(
                Links.Kind.SET_UP,
                Optional.empty(),
                Optional.empty(),
                EnumSet.of(Role.ADMINISTRATOR)));
  }

  /** As {@link #setUpPath()}, into an organisation that is there, with all roles. */
  public String setUpPath(Viewer.Organisation organisation) throws IOException {
    return "/set-up/"
        + links.make(
            new Links.Grant(
                Links.Kind.SET_UP,
                Optional.empty(),
                Optional.of(organisation.id()),
                EnumSet.allOf(Role.class)));
  }

  /** The path of a link by which one person gets an account. */
  public String invitationPath(Viewer.Organisation organisation, Set<Role> roles)
      throws IOException {
    return "/invitation/"
        + links.make(
            new Links.Grant(
                Links.Kind.INVITATION, Optional.empty(), Optional.of(organisation.id()), roles));
  }

  public Viewer.Organisation addOrganisation(String name) throws IOException {
    return accounts.addOrganisation(name);
  }

  /** What people have typed and not sent yet. */
  public Drafts drafts() {
    return drafts;
  }

  /**
   * Tables of another feature, in the same file.
   *
   * @param create makes them where they are not there
   */
  public Tables tables(String... create) throws IOException {
    return Tables.in(file, create);
  }

  Accounts accounts() {
    return accounts;
  }

  Links links() {
    return links;
  }

  KeptSessions sessions() {
    return sessions;
  }

  SecondFactors secondFactors() {
    return secondFactors;
  }

  Passkeys passkeys() {
    return passkeys;
  }

  Attempts attempts() {
    return attempts;
  }

  Identities identities() {
    return identities;
  }

  Newcomers newcomers() {
    return newcomers;
  }

  /** By which programs are known. */
  public AccessTokens accessTokens() {
    return accessTokens;
  }

  Passwords passwords() {
    return passwords;
  }

  Tokens tokens() {
    return tokens;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
