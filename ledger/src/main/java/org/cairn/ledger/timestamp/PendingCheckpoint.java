package org.cairn.ledger.timestamp;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.timestamp.TimestampStatus.Failure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A checkpoint that lacks tokens, as its queue file says:
 *
 * <pre>
 * {"enqueued":"2026-01-01T00:00:00Z","requests":[{"authority":"a","attempts":1,
 *  "nextTry":"2026-01-01T00:01:00Z","failures":[{"at":…,"nextTry":…,"code":…,"where":…,"message":…}]}]}
 * </pre>
 *
 * Immutable.
 *
 * @param requests one per authority that has not given its token
 */
record PendingCheckpoint(Hash checkpoint, Instant enqueued, List<Request> requests) {
  /** Failures kept of a request; {@code attempts} counts all. */
  static final int MAX_FAILURES = 16;

  /** Names in certificates can be long. */
  private static final int MAX_TEXT = 500;

  PendingCheckpoint {
    requests = List.copyOf(requests);
  }

  /** To one authority. */
  record Request(String authority, int attempts, Instant nextTry, List<Failure> failures) {
    Request {
      failures = List.copyOf(failures);
    }

    Request withFailure(Failure failure) {
      var latest = new ArrayList<>(failures);
      latest.add(failure);
      if (latest.size() > MAX_FAILURES) {
        latest.removeFirst();
      }
      return new Request(authority, attempts + 1, failure.nextTry(), latest);
    }
  }

  Optional<Request> find(String authority) {
    return requests.stream().filter(request -> request.authority().equals(authority)).findFirst();
  }

  PendingCheckpoint without(String authority) {
    var rest = new ArrayList<>(requests);
    rest.removeIf(request -> request.authority().equals(authority));
    return new PendingCheckpoint(checkpoint, enqueued, rest);
  }

  /** Adds the request, or puts it in the place of the one to the same authority. */
  PendingCheckpoint with(Request request) {
    var all = new ArrayList<>(requests);
    all.removeIf(other -> other.authority().equals(request.authority()));
    all.add(request);
    return new PendingCheckpoint(checkpoint, enqueued, all);
  }

  static Fault shortened(Fault fault) {
    return new Fault(fault.code(), shortened(fault.where()), shortened(fault.message()));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  byte[] json() {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("enqueued", enqueued.toString());
    var list = node.putArray("requests");
    for (Request request : requests) {
      ObjectNode one = list.addObject();
      one.put("authority", request.authority());
      one.put("attempts", request.attempts());
      one.put("nextTry", request.nextTry().toString());
      var failures = one.putArray("failures");
      for (Failure failure : request.failures()) {
        failures
            .addObject()
            .put("at", failure.at().toString())
            .put("nextTry", failure.nextTry().toString())
            .put("code", failure.fault().code())
            .put("where", failure.fault().where())
            .put("message", failure.fault().message());
      }
    }
    return JsonMapper.shared().writeValueAsBytes(node);
  }

  /**
   * @param where the file
   * @throws IntegrityException {@code timestamp-queue-format}: nobody but the queue writes it
   */
  static PendingCheckpoint parse(Hash checkpoint, byte[] json, String where)
      throws IntegrityException {
    try {
      JsonNode node = JsonMapper.shared().readTree(json);
      var requests = new ArrayList<Request>();
      for (JsonNode one : node.required("requests")) {
        var failures = new ArrayList<Failure>();
        for (JsonNode failure : one.required("failures")) {
          failures.add(
              new Failure(
                  time(failure, "at"),
                  new Fault(
                      text(failure, "code"), text(failure, "where"), text(failure, "message")),
                  time(failure, "nextTry")));
        }
        requests.add(
            new Request(
                text(one, "authority"),
                one.required("attempts").intValue(),
                time(one, "nextTry"),
                failures));
      }
      return new PendingCheckpoint(checkpoint, time(node, "enqueued"), requests);
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      throw new IntegrityException(
          Fault.expected(
              "timestamp-queue-format",
              where,
              "a request of the queue",
              "a damaged file; remove it and enqueue its checkpoint again"),
          e);
    }
  }

  private static String text(JsonNode node, String name) {
    return node.required(name).stringValue();
  }

  private static Instant time(JsonNode node, String name) {
    return Instant.parse(text(node, name));
  }
}
