package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NoFormToken;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.Identity;
import org.cairn.app.web.people.oidc.Provider;
import org.cairn.app.web.people.oidc.ProviderException;
import org.cairn.app.web.people.oidc.ProviderException.Why;
import org.cairn.app.web.people.oidc.Providers;
import org.cairn.register.SignInSettings;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Coming in by the sign-in of an institution, and being told that it is over there. */
@Controller
final class OidcPages {
  private static final System.Logger LOG = System.getLogger(OidcPages.class.getName());

  private static final int UNPROCESSABLE = 422;

  private final People people;
  private final Sessions sessions;
  private final Providers providers;
  private final OidcSteps steps;
  private final WebAddress address;

  OidcPages(
      People people, Sessions sessions, Providers providers, OidcSteps steps, WebAddress address) {
    this.people = people;
    this.sessions = sessions;
    this.providers = providers;
    this.steps = steps;
    this.address = address;
  }

  /** Where the language of the page after a form is changed. */
  @GetMapping("/sign-in/oidc/{provider}")
  @Needs(Right.ENTER)
  Answer begin(@PathVariable("provider") String id) {
    provider(id);
    return Answer.see("/sign-in");
  }

  /**
   * Sends the browser on by a page, not by a redirect: browsers hold the answer to a form against
   * what this server's pages may send forms to.
   */
  @PostMapping("/sign-in/oidc/{provider}")
  @Needs(Right.ENTER)
  Answer begin(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("provider") String id,
      @RequestParam(name = "next", defaultValue = "") String next,
      @RequestParam(name = "close", defaultValue = "") String close,
      @RequestParam(name = "again", defaultValue = "") String again) {
    return begin(
        frame,
        request,
        provider(id),
        !again.isEmpty(),
        Next.find(next).orElse(""),
        !close.isEmpty(),
        "");
  }

  /**
   * @param person whose account gets the identity; empty to sign in
   */
  private Answer begin(
      Frame frame,
      HttpServletRequest request,
      Provider provider,
      boolean anew,
      String next,
      boolean close,
      String person) {
    URI back = URI.create(address.origin(request) + "/sign-in/oidc/" + provider.id() + "/callback");
    try {
      Provider.Going going = provider.begin(back, frame.language().tag(), anew);
      steps.keep(request, new OidcSteps.Step(going.pending(), next, close, person));
      return goOn(frame, provider, going.address(), "begin");
    } catch (ProviderException failed) {
      return failed(frame, provider, failed);
    }
  }

  /** A page that leads elsewhere, by itself or by its link. */
  static Answer goOn(Frame frame, Provider provider, URI address, String key) {
    String name = provider.settings().name(frame.language().tag());
    return Answer.html(
        frame,
        (output, forms) ->
            JtegoOnGenerated.render(output, forms, frame, name, address.toString(), key));
  }

  @GetMapping("/sign-in/oidc/{provider}/callback")
  @Needs(Right.ENTER)
  Answer back(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      @PathVariable("provider") String id)
      throws IOException {
    Provider provider = provider(id);
    Map<String, List<String>> parameters = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
    List<String> states = parameters.getOrDefault("state", List.of());
    Optional<OidcSteps.Step> step =
        states.size() == 1 ? steps.take(request, id, states.getFirst()) : Optional.empty();
    if (step.isEmpty()) {
      return failure(frame, provider, UNPROCESSABLE, "stale");
    }
    Identity identity;
    try {
      identity = provider.finish(step.get().pending(), parameters);
    } catch (ProviderException failed) {
      return failed(frame, provider, failed);
    }
    return step.get().person().isEmpty()
        ? signIn(frame, request, response, provider, identity, step.get())
        : link(frame, provider, identity, step.get().person());
  }

  private Answer signIn(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      Provider provider,
      Identity identity,
      OidcSteps.Step step)
      throws IOException {
    if (people.identities().isRefused(identity.issuer(), identity.subject())) {
      return Answer.see("/sign-in/oidc/" + provider.id() + "/waiting?refused=1");
    }
    GroupRoles.tellMissing(provider.settings(), people);
    Map<String, Set<Role>> byGroups = GroupRoles.of(provider.settings(), identity.groups(), people);
    Optional<String> person = people.identities().findPerson(identity.issuer(), identity.subject());
    SignInSettings.Approval approval = provider.settings().approval();
    if (person.isEmpty()
        && approval != SignInSettings.Approval.FIRST_LOGIN
        && !byGroups.isEmpty()) {
      person = Optional.of(people.newcomers().admit(identity, provider.id(), byGroups));
    }
    if (person.isEmpty()) {
      return approval == SignInSettings.Approval.GROUPS_ONLY
          ? failure(frame, provider, HttpServletResponse.SC_FORBIDDEN, "outside")
          : await(frame, provider, identity);
    }
    people.identities().came(person.get(), identity, byGroups);
    Account account = people.accounts().find(person.get()).orElseThrow();
    sessions.signIn(
        request,
        response,
        account,
        "oidc",
        identity.shown().orElse(Instant.EPOCH),
        Optional.of(
            new KeptSessions.Elsewhere(
                identity.issuer(),
                identity.subject(),
                identity.session(),
                Optional.of(identity.idToken())
                    .filter(token -> token.length() <= KeptSessions.LONGEST_ID_TOKEN))));
    if (step.close()) {
      return Answer.see("/sign-in?close=1");
    }
    return Answer.see(step.next().isEmpty() ? "/" : step.next());
  }

  private Answer await(Frame frame, Provider provider, Identity identity) throws IOException {
    String path = "/sign-in/oidc/" + provider.id() + "/waiting";
    return switch (people.newcomers().await(identity, GroupRoles.named(provider.settings()))) {
      case WAITS -> Answer.see(path);
      case REFUSED -> Answer.see(path + "?refused=1");
      case FULL -> {
        LOG.log(
            System.Logger.Level.WARNING,
            "Sign-in by ''{0}'': too many wait to be let in; no further one is noted",
            provider.id());
        yield failure(frame, provider, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "full");
      }
    };
  }

  @GetMapping("/sign-in/oidc/{provider}/waiting")
  @Needs(Right.ENTER)
  Answer waiting(
      Frame frame,
      @PathVariable("provider") String id,
      @RequestParam(name = "refused", defaultValue = "") String refused) {
    String name = provider(id).settings().name(frame.language().tag());
    return Answer.html(
        frame,
        (output, forms) ->
            JtewaitingGenerated.render(output, forms, frame, name, !refused.isEmpty()));
  }

  /** Adds another way of signing in to one's account. */
  @PostMapping("/me/identities")
  @Needs(Right.ENTER)
  Answer link(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "provider", defaultValue = "") String id)
      throws IOException {
    Account account = MePages.account(people, frame);
    return sessions.isFresh(request)
        ? begin(frame, request, provider(id), true, "", false, account.id())
        : MePages.SIGN_IN_AGAIN;
  }

  /** By the browser that is still signed in as who began it. */
  private Answer link(Frame frame, Provider provider, Identity identity, String person)
      throws IOException {
    Account account = MePages.account(people, frame);
    if (!account.id().equals(person)) {
      return failure(frame, provider, UNPROCESSABLE, "stale");
    }
    if (people.identities().isRefused(identity.issuer(), identity.subject())) {
      return Answer.see("/me?said=identity-shut");
    }
    if (!people.identities().link(person, identity)) {
      return Answer.see("/me?said=identity-taken");
    }
    people
        .identities()
        .came(person, identity, GroupRoles.of(provider.settings(), identity.groups(), people));
    return Answer.see("/me?said=identity-added");
  }

  @PostMapping("/me/identities/remove")
  @Needs(Right.ENTER)
  Answer unlink(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "identity", defaultValue = "") String identity)
      throws IOException {
    Account account = MePages.account(people, frame);
    if (!sessions.isFresh(request)) {
      return MePages.SIGN_IN_AGAIN;
    }
    List<Identities.Linked> linked = people.identities().list(account.id());
    Identities.Linked own =
        linked.stream()
            .filter(one -> one.id().equals(identity))
            .findFirst()
            .orElseThrow(NotFoundException::new);
    if (own.isShut()) {
      // An administrator's to open: who removed it could come anew.
      return Answer.see("/me?said=identity-shut");
    }
    boolean remains =
        people.identities().letsIn(account.id(), providers, identity)
            || people.accounts().findPasswordHash(account.id()).isPresent()
            || !people.passkeys().list(account.id()).isEmpty();
    if (!remains) {
      return Answer.see("/me?said=identity-last");
    }
    people.identities().unlink(account.id(), identity);
    sessions.endOthers(request, account.id());
    return Answer.see("/me?said=identity-removed");
  }

  /**
   * Back-Channel Logout 1.0, 2.5 to 2.8: from the provider itself, known by its signature. No
   * browser sends it, so it has neither cookie nor token of a form.
   */
  @PostMapping(LOGOUT)
  @NoFormToken("No cookie counts there: what a provider sends is known by its signature.")
  @Needs(Right.ENTER)
  Answer over(
      @PathVariable("provider") String id,
      @RequestParam(name = "logout_token", defaultValue = "") String token)
      throws IOException {
    Provider provider = provider(id);
    Identity.Over over;
    try {
      over = provider.over(token);
    } catch (ProviderException refused) {
      return plain(
          refused.why() == Why.AWAY
              ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
              : HttpServletResponse.SC_BAD_REQUEST,
          "{\"error\":\"invalid_request\"}");
    }
    people.sessions().endFrom(over.issuer(), over.subject(), over.session());
    return plain(HttpServletResponse.SC_OK, "{}");
  }

  /** The only route that takes a form without the token of its session. */
  static final String LOGOUT = "/sign-in/oidc/{provider}/logout";

  private static Answer plain(int status, String text) {
    return (request, response) -> {
      response.setStatus(status);
      Answer.bytes(text.getBytes(StandardCharsets.UTF_8), "application/json", "no-store")
          .write(request, response);
    };
  }

  private Provider provider(String id) {
    return providers.find(id).orElseThrow(NotFoundException::new);
  }

  /** For whoever keeps the node. */
  static void tell(Provider provider, ProviderException failed) {
    LOG.log(
        System.Logger.Level.WARNING,
        "Sign-in by ''{0}'': {1}",
        provider.id(),
        String.valueOf(failed.getMessage()));
  }

  private static Answer failed(Frame frame, Provider provider, ProviderException failed) {
    tell(provider, failed);
    return failure(
        frame,
        provider,
        failed.why() == Why.REFUSED || failed.why() == Why.WEAK
            ? HttpServletResponse.SC_FORBIDDEN
            : HttpServletResponse.SC_BAD_GATEWAY,
        failed.why().code());
  }

  private static Answer failure(Frame frame, Provider provider, int status, String key) {
    String name = provider.settings().name(frame.language().tag());
    return Answer.html(
        frame,
        status,
        (output, forms) ->
            JteproviderFailedGenerated.render(output, forms, frame, provider.id(), name, key));
  }
}
