package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Desk;
import org.cairn.ledger.RefusedException;

/** One request that posts to the API, from its body to its answer. For its thread only. */
final class ApiCall implements Desk.Watcher {
  private static final String ATTRIBUTE = ApiCall.class.getName();

  private final Map<String, ApiBody.Value> members;
  private final String fingerprint;
  private final List<Long> entries = new ArrayList<>();
  private Optional<Act> act = Optional.empty();
  private Consumer<Outcome> finisher = outcome -> {};
  private Condition condition = () -> {};

  /**
   * @param fingerprint of the address and the body
   */
  ApiCall(Map<String, ApiBody.Value> members, String fingerprint) {
    this.members = Map.copyOf(members);
    this.fingerprint = fingerprint;
  }

  /** What has to hold until something is written. */
  @FunctionalInterface
  interface Condition {
    /**
     * @throws ChangedException where it does not
     */
    void check() throws IOException, RefusedException;
  }

  /**
   * What was answered.
   *
   * @param type of media
   * @param location header, where there is one
   * @param problem code; empty where it was done
   */
  record Outcome(int status, String type, Optional<String> location, String body, String problem) {
    void send(HttpServletResponse response) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      response.setStatus(status);
      response.setContentType(type);
      response.setHeader("Cache-Control", Answer.PRIVATE);
      location.ifPresent(where -> response.setHeader("Location", where));
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }
  }

  static Optional<ApiCall> of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof ApiCall call
        ? Optional.of(call)
        : Optional.empty();
  }

  void attach(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  Map<String, ApiBody.Value> members() {
    return members;
  }

  String fingerprint() {
    return fingerprint;
  }

  void is(Act found) {
    act = Optional.of(found);
  }

  Optional<Act> act() {
    return act;
  }

  void require(Condition what) {
    condition = what;
  }

  void whenAnswered(Consumer<Outcome> what) {
    finisher = what;
  }

  /** Before it is sent: whoever hears it may ask again at once. */
  void answered(Outcome outcome) {
    finisher.accept(outcome);
  }

  /** Of the ledger, that were added for it. */
  List<Long> entries() {
    return List.copyOf(entries);
  }

  @Override
  public void before() throws IOException, RefusedException {
    condition.check();
  }

  @Override
  public void wrote(long first, long next) {
    for (long entry = first; entry < next; entry++) {
      entries.add(entry);
    }
  }
}
