package org.cairn.app.web.api;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Languages;
import org.cairn.app.web.people.AccessTokens;
import org.cairn.app.web.people.TokenDoor;
import org.cairn.ledger.crypto.Sha256;

/**
 * Where programs come in, before anything of them is looked at: whose their token is, how often
 * they may ask, and what their body says. Where there is a header {@code Authorization}, and below
 * {@link ByProgram#ROOT} in any case, no cookie counts. Thread-safe.
 */
public final class ApiDoor {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String QUERY_TOKEN = "access_token";

  private final TokenDoor tokens;
  private final RateLimits limits;

  ApiDoor(TokenDoor tokens, RateLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  /** For the chain of filters; not a bean, or it would be in another too. */
  public Filter filter() {
    return new InChain();
  }

  /** A class of its own, by which the chain knows it. */
  private final class InChain implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      pass((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<String> authorizations = Collections.list(request.getHeaders("Authorization"));
    boolean toApi = ByProgram.isToApi(request);
    if (toApi || !authorizations.isEmpty()) {
      ByProgram.mark(request);
    }
    Optional<Problem> problem =
        hasTokenInQuery(request)
            ? Optional.of(Problem.of(Problem.Kind.TOKEN_IN_ADDRESS))
            : identify(request, authorizations, toApi);
    if (problem.isEmpty() && ByProgram.is(request)) {
      problem = limit(request, response);
    }
    if (problem.isPresent()) {
      problem.get().write(request, response);
    } else if (toApi && request.getMethod().equals("POST")) {
      act(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Addresses are kept by browsers, proxies and logs. */
  private static boolean hasTokenInQuery(HttpServletRequest request) {
    String query = request.getQueryString();
    if (query == null) {
      return false;
    }
    String plain;
    try {
      plain = URLDecoder.decode(query, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      plain = query;
    }
    return AccessTokens.isIn(plain)
        || plain.startsWith(QUERY_TOKEN + "=")
        || plain.contains("&" + QUERY_TOKEN + "=");
  }

  private Optional<Problem> identify(
      HttpServletRequest request, List<String> authorizations, boolean toApi) throws IOException {
    if (authorizations.isEmpty()) {
      return Optional.empty();
    }
    if (authorizations.size() > 1) {
      return Optional.of(Problem.of(Problem.Kind.AUTHORIZATION));
    }
    if (tokens.enter(request, authorizations.getFirst()).isEmpty()) {
      RateLimits.State state = limits.take(RateLimits.Kind.FAILURES, tokens.sender(request));
      return Optional.of(state.isOver() ? tooMany(state) : Problem.of(Problem.Kind.INVALID_TOKEN));
    }
    boolean open = toApi || ByProgram.isToService(request) || READING.contains(request.getMethod());
    return open ? Optional.empty() : Optional.of(Problem.of(Problem.Kind.TOKEN_NOT_HERE));
  }

  private Optional<Problem> limit(HttpServletRequest request, HttpServletResponse response) {
    RateLimits.Kind kind =
        READING.contains(request.getMethod()) ? RateLimits.Kind.READS : RateLimits.Kind.ACTS;
    String who =
        TokenDoor.bearer(request)
            .map(bearer -> bearer.token().id())
            .orElseGet(() -> "visitor " + tokens.sender(request));
    RateLimits.State state = limits.take(kind, who);
    if (state.isOver()) {
      return Optional.of(tooMany(state));
    }
    response.setHeader("RateLimit-Policy", state.policy());
    response.setHeader("RateLimit", state.state());
    return Optional.empty();
  }

  private static Problem tooMany(RateLimits.State state) {
    return Problem.of(Problem.Kind.TOO_MANY_REQUESTS)
        .withHeader("Retry-After", Long.toString(state.waitSeconds()))
        .withHeader("RateLimit-Policy", state.policy())
        .withHeader("RateLimit", state.state());
  }

  private static void act(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ApiCall call;
    Texts texts = Problem.texts(Languages.of(request));
    try {
      if (request.getQueryString() != null) {
        throw new ApiBody.RefusedBodyException(
            Problem.of(Problem.Kind.BAD_REQUEST).withDetail(texts.text("api.body.query")));
      }
      byte[] body = ApiBody.read(request);
      call = new ApiCall(ApiBody.parse(body, texts), fingerprint(request, body));
    } catch (ApiBody.RefusedBodyException refused) {
      refused.problem().write(request, response);
      return;
    }
    call.attach(request);
    try {
      ScopedValue.where(Desk.WATCHER, call)
          .call(() -> {
            chain.doFilter(new ApiRequest(request, call), response);
            return true;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private static String fingerprint(HttpServletRequest request, byte[] body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes((request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body);
    return HexFormat.of().formatHex(Sha256.of(all.toByteArray()));
  }
}
