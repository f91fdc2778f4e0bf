package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Languages;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Viewers;
import org.cairn.app.web.people.AccessTokens;
import org.cairn.app.web.people.TokenDoor;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What stands between a program that may do something and the method that does it: fields that the
 * act does not have, a key under which it was done before, a condition that does not hold.
 * Thread-safe.
 */
public final class ApiInterceptor implements HandlerInterceptor {
  private static final String KEY_HEADER = "Idempotency-Key";
  private static final String BEGUN = ApiInterceptor.class.getName();
  private static final int LONGEST_KEY = 255;

  private static final System.Logger LOG = System.getLogger(ApiInterceptor.class.getName());

  private final ObjectProvider<ApiTable> table;
  private final ObjectProvider<IdempotencyKeys> keys;
  private final Viewers viewers;

  ApiInterceptor(
      ObjectProvider<ApiTable> table, ObjectProvider<IdempotencyKeys> keys, Viewers viewers) {
    this.table = table;
    this.keys = keys;
    this.viewers = viewers;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException, RefusedException {
    String pattern =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    if (!pattern.startsWith(ByProgram.ROOT)) {
      return true;
    }
    if (!ByProgram.is(request)) {
      // An address in another spelling than the door knows.
      throw new NotFoundException();
    }
    Optional<ApiCall> call = ApiCall.of(request);
    Optional<Act> act = table.getObject().find(pattern);
    if (call.isEmpty() || act.isEmpty()) {
      return true;
    }
    call.get().is(act.get());
    Optional<Problem> wrong =
        fields(request, call.get(), act.get()).or(() -> condition(request, act.get()));
    if (wrong.isPresent()) {
      wrong.get().write(request, response);
      return false;
    }
    return begin(request, response, call.get()) && holds(request, response, call.get());
  }

  private static Optional<Problem> fields(HttpServletRequest request, ApiCall call, Act act) {
    Texts texts = Problem.texts(Languages.of(request));
    List<Answer.Fault> faults = new ArrayList<>();
    call.members()
        .forEach((name, value) -> {
          Optional<Field> field = act.fields().stream().filter(one -> one.isFor(name)).findFirst();
          if (field.isEmpty()) {
            String known = String.join(", ", act.fields().stream().map(Field::name).toList());
            faults.add(
                new Answer.Fault(
                    ApiBody.shortened(name),
                    known.isEmpty()
                        ? texts.text("api.field.none")
                        : texts.text("api.field.unknown", known)));
          } else if (field.get().type() != value.type()) {
            faults.add(
                new Answer.Fault(name, texts.text("api.field." + field.get().type().code())));
          }
        });
    return faults.isEmpty() ? Optional.empty() : Optional.of(Problem.ofFields(faults));
  }

  private static Optional<Problem> condition(HttpServletRequest request, Act act) {
    Optional<EntityTags> tags;
    try {
      tags = EntityTags.of(request, "If-Match");
    } catch (IllegalArgumentException e) {
      return Optional.of(Problem.of(Problem.Kind.CONDITION));
    }
    return tags.isPresent() && act.subject() == Act.Subject.NONE
        ? Optional.of(Problem.of(Problem.Kind.CONDITION))
        : Optional.empty();
  }

  /** Whether this is the first time that its key is seen, or it has none. */
  private boolean begin(HttpServletRequest request, HttpServletResponse response, ApiCall call)
      throws IOException {
    List<String> given = Collections.list(request.getHeaders(KEY_HEADER));
    if (given.isEmpty()) {
      return true;
    }
    Optional<String> text = given.size() == 1 ? key(given.getFirst()) : Optional.empty();
    Optional<AccessTokens.Bearer> bearer = TokenDoor.bearer(request);
    if (text.isEmpty() || bearer.isEmpty()) {
      Problem.of(Problem.Kind.IDEMPOTENCY_KEY).write(request, response);
      return false;
    }
    IdempotencyKeys.Key key = new IdempotencyKeys.Key(bearer.get().token().id(), text.get());
    switch (keys.getObject().begin(key, call.fingerprint())) {
      case IdempotencyKeys.First first -> {
        request.setAttribute(BEGUN, key);
        call.whenAnswered(outcome -> finish(request, call, outcome));
        return true;
      }
      case IdempotencyKeys.Again again -> {
        response.setHeader("Idempotency-Replayed", "true");
        again.outcome().send(response);
      }
      case IdempotencyKeys.Not not -> {
        Problem problem = Problem.of(not.why());
        boolean soon = not.why() == Problem.Kind.IDEMPOTENCY_IN_PROGRESS;
        (soon ? problem.withHeader("Retry-After", "1") : problem).write(request, response);
      }
    }
    return false;
  }

  /** As a string of RFC 9651, or as it is. */
  private static Optional<String> key(String header) {
    String text = header.strip();
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1);
    }
    boolean plain = text.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");
    return plain && text.length() <= LONGEST_KEY ? Optional.of(text) : Optional.empty();
  }

  /** Asked now, and once more when nobody else can write. */
  private boolean holds(HttpServletRequest request, HttpServletResponse response, ApiCall call)
      throws IOException, RefusedException {
    Optional<EntityTags> tags = EntityTags.of(request, "If-Match");
    if (tags.isEmpty()) {
      return true;
    }
    Act act = call.act().orElseThrow();
    ApiCall.Condition condition =
        () -> {
          OptionalLong newest = act.subject().newest(viewers.of(request), variables(request));
          if (newest.isPresent() && !tags.get().hasEntry(newest.getAsLong())) {
            throw new ChangedException();
          }
        };
    call.require(condition);
    try {
      condition.check();
      return true;
    } catch (ChangedException changed) {
      Problem.of(Problem.Kind.CHANGED).write(request, response);
      return false;
    }
  }

  @SuppressWarnings("unchecked") // Spring's own.
  static Map<String, String> variables(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> found
        ? (Map<String, String>) found
        : Map.of();
  }

  /** Where no answer came of it, nobody knows how far it was done. */
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(BEGUN) instanceof IdempotencyKeys.Key key) {
      keys.getObject().leave(key);
    }
  }

  /** What cannot be kept is told all the same; asking again then gives that nobody knows. */
  private void finish(HttpServletRequest request, ApiCall call, ApiCall.Outcome told) {
    if (!(request.getAttribute(BEGUN) instanceof IdempotencyKeys.Key key)) {
      return;
    }
    request.removeAttribute(BEGUN);
    boolean again = Problem.Kind.find(told.problem()).filter(Problem.Kind::isPassing).isPresent();
    try {
      keys.getObject().finish(key, again ? Optional.empty() : Optional.of(kept(call, told)));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "An answer could not be kept for its key", e);
    }
  }

  /** Without what is told once. */
  private static ApiCall.Outcome kept(ApiCall call, ApiCall.Outcome told) {
    boolean secret = told.problem().isEmpty() && call.act().filter(Act::once).isPresent();
    return secret
        ? new ApiCall.Outcome(
            told.status(), told.type(), told.location(), "{\"done\":true,\"told\":\"once\"}", "")
        : told;
  }
}
