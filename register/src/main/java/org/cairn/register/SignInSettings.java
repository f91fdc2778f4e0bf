package org.cairn.register;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Member {@code sign_in} of the settings. Immutable.
 *
 * @param oidc institutions whose own sign-in lets people in here, by OpenID Connect; in the order
 *     of their buttons
 */
public record SignInSettings(List<Provider> oidc) {
  /** Nobody signs in elsewhere. */
  public static final SignInSettings NONE = new SignInSettings(List.of());

  /** What a group can make of people; the app's roles, as written in its database. */
  public static final Set<String> ROLES =
      Set.of(
          "contributor",
          "analyst",
          "reviewer",
          "custodian",
          "planner",
          "publisher",
          "administrator");

  private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  /** RFC 6749, appendix A.4. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}");

  public SignInSettings {
    oidc = List.copyOf(oidc);
  }

  /** Who lets somebody in whom this node has never seen. */
  public enum Approval {
    /** An administrator of this node, each one. */
    FIRST_LOGIN,
    /** A group that the settings name; an administrator all others. */
    GROUPS,
    /** A group that the settings name, and nobody else: all others are turned away. */
    GROUPS_ONLY;

    /** As written in the settings. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What a group of the provider makes of its members.
   *
   * @param group as the provider's claim has it
   * @param organisation id of one on this node
   */
  public record GroupRoles(String group, String organisation, Set<String> roles) {
    public GroupRoles {
      roles = Set.copyOf(roles);
    }
  }

  /**
   * One institution.
   *
   * @param id part of the address that it sends people back to; never changed once in use
   * @param names on its button, by language; {@code ""} is for all others
   * @param issuer to the letter as the provider says it (OpenID Connect Core, 1.2)
   * @param secretFile has one line; empty for a client without a secret
   * @param hosts that it answers at beside the issuer's, each {@code host} or {@code host:port}
   * @param scopes with {@code openid}
   * @param groupsClaim what of a person's claims names their groups
   * @param acr one of which must have been reached; empty where any will do
   * @param amr one of which must have been used; empty where any will do
   */
  public record Provider(
      String id,
      Map<String, String> names,
      String issuer,
      String clientId,
      Optional<Path> secretFile,
      Set<String> hosts,
      List<String> scopes,
      String groupsClaim,
      List<GroupRoles> groups,
      Approval approval,
      List<String> acr,
      Set<String> amr) {
    public Provider {
      names = Map.copyOf(names);
      hosts = Set.copyOf(hosts);
      scopes = List.copyOf(scopes);
      groups = List.copyOf(groups);
      acr = List.copyOf(acr);
      amr = Set.copyOf(amr);
    }

    /** What its button says in a language. */
    public String name(String language) {
      String own = names.get(language);
      String any = names.get("");
      return own != null ? own : any != null ? any : names.values().iterator().next();
    }
  }

  static SignInSettings read(@Nullable Object value, Path folder, String where)
      throws RefusedException {
    if (value == null) {
      return NONE;
    }
    Map<?, ?> signIn = Settings.map(value, where, Set.of("oidc"));
    String each = where + ", oidc";
    List<Provider> providers = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<String> issuers = new HashSet<>();
    for (Object one : Settings.list(signIn.get("oidc"), each)) {
      Provider provider = new Reading(one, folder, each).provider();
      if (!ids.add(provider.id())) {
        throw RefusedException.expected(
            Settings.CODE, each + ", id", "each id once", "'" + provider.id() + "' twice");
      }
      if (!issuers.add(provider.issuer())) {
        throw RefusedException.expected(
            Settings.CODE,
            each + ", issuer",
            "each issuer once",
            "'" + provider.issuer() + "' twice");
      }
      providers.add(provider);
    }
    return new SignInSettings(providers);
  }

  /** One provider; single-thread. */
  private static final class Reading {
    private final Map<?, ?> given;
    private final Path folder;
    private final String where;

    Reading(@Nullable Object given, Path folder, String where) throws RefusedException {
      this.given =
          Settings.map(
              given,
              where,
              Set.of(
                  "id",
                  "name",
                  "issuer",
                  "client_id",
                  "client_secret_file",
                  "hosts",
                  "scopes",
                  "groups_claim",
                  "groups",
                  "approve",
                  "require_acr",
                  "require_amr"));
      this.folder = folder;
      this.where = where;
    }

    Provider provider() throws RefusedException {
      String id = text("id");
      if (!ID.matcher(id).matches()) {
        throw bad("id", "an id of a-z, 0-9 and inner '-', at most 32 characters", id);
      }
      return new Provider(
          id,
          names(),
          issuer(),
          text("client_id"),
          secretFile(),
          hosts(),
          scopes(),
          given.get("groups_claim") == null ? "groups" : text("groups_claim"),
          groups(),
          approval(),
          texts("require_acr"),
          new LinkedHashSet<>(texts("require_amr")));
    }

    private String text(String member) throws RefusedException {
      return Settings.text(given.get(member), where + ", " + member);
    }

    private List<String> texts(String member) throws RefusedException {
      List<String> texts = new ArrayList<>();
      for (Object one : Settings.list(given.get(member), where + ", " + member)) {
        texts.add(Settings.text(one, where + ", " + member));
      }
      return texts;
    }

    private Map<String, String> names() throws RefusedException {
      if (!(given.get("name") instanceof Map<?, ?> byLanguage)) {
        return Map.of("", text("name"));
      }
      Map<String, String> names = new LinkedHashMap<>();
      for (Map.Entry<?, ?> one : byLanguage.entrySet()) {
        String language = String.valueOf(one.getKey());
        if (!LANGUAGE.matcher(language).matches()) {
          throw bad("name", "names by languages such as en, fr, ar", language);
        }
        names.put(language, Settings.text(one.getValue(), where + ", name, " + language));
      }
      if (names.isEmpty()) {
        throw bad("name", "a name, or names by languages", "{}");
      }
      return names;
    }

    /** Plain http only where nothing leaves this machine. */
    private String issuer() throws RefusedException {
      String text = text("issuer");
      String expected =
          "the issuer's address to the letter, by https (by http on localhost only), without query";
      URI address;
      try {
        address = new URI(text);
      } catch (URISyntaxException e) {
        throw new RefusedException(bad("issuer", expected, text).fault(), e);
      }
      String host = address.getHost();
      boolean secure =
          "https".equals(address.getScheme())
              || "http".equals(address.getScheme())
                  && ("localhost".equals(host) || "127.0.0.1".equals(host));
      boolean bare =
          address.getRawQuery() == null
              && address.getRawFragment() == null
              && address.getRawUserInfo() == null;
      if (host == null || !secure || !bare) {
        throw bad("issuer", expected, text);
      }
      return text;
    }

    private Optional<Path> secretFile() throws RefusedException {
      if (given.get("client_secret_file") == null) {
        return Optional.empty();
      }
      String name = text("client_secret_file");
      try {
        return Optional.of(folder.resolve(name));
      } catch (InvalidPathException e) {
        throw new RefusedException(bad("client_secret_file", "a file", name).fault(), e);
      }
    }

    private Set<String> hosts() throws RefusedException {
      Set<String> hosts = new LinkedHashSet<>();
      for (String host : texts("hosts")) {
        if (!HOST.matcher(host).matches()) {
          throw bad("hosts", "host or host:port", host);
        }
        hosts.add(host.toLowerCase(Locale.ROOT));
      }
      return hosts;
    }

    /** Those without which nobody is told apart are asked for in any case. */
    private List<String> scopes() throws RefusedException {
      List<String> named = texts("scopes");
      Set<String> scopes = new LinkedHashSet<>(List.of("openid"));
      for (String scope : named.isEmpty() ? List.of("profile") : named) {
        if (!SCOPE.matcher(scope).matches()) {
          throw bad("scopes", "scopes without spaces, each by itself", scope);
        }
        scopes.add(scope);
      }
      return List.copyOf(scopes);
    }

    private List<GroupRoles> groups() throws RefusedException {
      String each = where + ", groups";
      List<GroupRoles> groups = new ArrayList<>();
      for (Object one : Settings.list(given.get("groups"), each)) {
        Map<?, ?> group = Settings.map(one, each, Set.of("group", "organisation", "roles"));
        Set<String> roles = new LinkedHashSet<>();
        for (Object role : Settings.list(group.get("roles"), each + ", roles")) {
          String code = Settings.text(role, each + ", roles");
          if (!ROLES.contains(code)) {
            throw RefusedException.expected(
                Settings.CODE,
                each + ", roles",
                "one of " + ROLES.stream().sorted().toList(),
                "'" + code + "'");
          }
          roles.add(code);
        }
        if (roles.isEmpty()) {
          throw RefusedException.expected(Settings.CODE, each + ", roles", "one or more", "none");
        }
        groups.add(
            new GroupRoles(
                Settings.text(group.get("group"), each + ", group"),
                Settings.text(group.get("organisation"), each + ", organisation"),
                roles));
      }
      return groups;
    }

    private Approval approval() throws RefusedException {
      if (given.get("approve") == null) {
        return Approval.FIRST_LOGIN;
      }
      String text = text("approve");
      for (Approval approval : Approval.values()) {
        if (approval.code().equals(text)) {
          return approval;
        }
      }
      throw bad("approve", "one of [first-login, groups, groups-only]", text);
    }

    private RefusedException bad(String member, String expected, String found) {
      return RefusedException.expected(
          Settings.CODE, where + ", " + member, expected, "'" + found + "'");
    }
  }
}
