package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Frame;
import org.cairn.app.web.SentForm;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.Passkeys.Passkey;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Draft;
import org.cairn.register.PersonSignature;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says on a record who decided it, and has it signed: by the person's passkey where the browser
 * brings an assertion over it, else by the node on their behalf. How a feature uses it is in this
 * package's description. Thread-safe.
 */
public final class Signer {
  /** Value of {@link SentForm#SIGN_STEP} where only what to sign is asked for. */
  private static final String PREPARE = "prepare";

  /** What a session's records are kept under until they are signed. */
  private static final String WAITING = Signer.class.getName();

  /** Records of one session that wait at the same time: of forms in several windows. */
  private static final int MOST = 8;

  private static final Duration LAST = Duration.ofMinutes(5);

  /** So that what is signed in the open tells nothing of protected values that one could guess. */
  private static final String NONCE = "nonce";

  private static final int NONCE_BYTES = 16;
  private static final int UNPROCESSABLE = 422;

  private final Passkeys passkeys;
  private final Desk desk;
  private final WebAddress address;
  private final Tokens tokens;
  private final InstantSource clock;

  Signer(Passkeys passkeys, Desk desk, WebAddress address, Tokens tokens, InstantSource clock) {
    this.passkeys = passkeys;
    this.desk = desk;
    this.address = address;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** What became of it. */
  public sealed interface Outcome {}

  /**
   * To be written to the ledger now, through {@link Desk}.
   *
   * @param drafts what was signed, which may be what was prepared a moment before: whatever goes on
   *     is to be taken from here
   */
  public record Signed(List<Draft> drafts) implements Outcome {
    public Signed {
      drafts = List.copyOf(drafts);
    }

    /** The first, where one was given. */
    public Draft draft() {
      return drafts.getFirst();
    }
  }

  /**
   * Nothing is decided yet.
   *
   * @param answer to give
   */
  public record Ask(Answer answer) implements Outcome {}

  /** Prepared, and waited for. */
  private record Waiting(List<Draft> drafts, String person, String path, Instant until) {
    List<String> hashes() {
      return drafts.stream().map(draft -> PersonSignature.hash(draft.record())).toList();
    }
  }

  /** As the other, for one record. */
  public Outcome sign(Frame frame, HttpServletRequest request, Draft draft)
      throws IOException, RefusedException {
    return sign(frame, request, List.of(draft));
  }

  /**
   * Signs what the viewer decides, all at once. Members {@code person}, {@code organisation} (where
   * the draft does not say it in its own form), {@code signed} and, where it has protected members,
   * {@code nonce} (protected too) are added.
   *
   * @param request that posts the form; nothing may have been changed for it yet
   * @param drafts without those members, or with others' in their place, at least one; where one
   *     protects some, its {@code digests} become one more
   * @throws RefusedException where the ledger cannot be written, see {@link Desk#write}
   * @throws IllegalStateException for a viewer who is here for no organisation
   */
  public Outcome sign(Frame frame, HttpServletRequest request, List<Draft> drafts)
      throws IOException, RefusedException {
    Viewer viewer = frame.viewer();
    String person = viewer.person().map(Viewer.Person::id).orElseThrow();
    String organisation = viewer.organisation().map(Viewer.Organisation::id).orElseThrow();
    String assertion = request.getParameter(SentForm.SIGN_ASSERTION);
    if (assertion != null && !assertion.isBlank()) {
      Optional<List<Draft>> signed = byPasskey(request, assertion, person, organisation);
      return signed.isPresent() ? new Signed(signed.get()) : new Ask(again(frame, request));
    }
    List<Draft> complete =
        drafts.stream().map(draft -> complete(draft, person, organisation)).toList();
    if (PREPARE.equals(request.getParameter(SentForm.SIGN_STEP))) {
      return new Ask(Answer.json(prepare(request, complete, person)));
    }
    return new Signed(with(complete, PersonSignature.byNode()));
  }

  private Draft complete(Draft draft, String person, String organisation) {
    ObjectNode record = draft.record().put("person", person);
    if (!record.has("organisation")) {
      record.put("organisation", organisation);
    }
    if (draft.digests() == 0) {
      return new Draft(record, draft.protectedFields(), 0);
    }
    record.put(NONCE, Tokens.base64(tokens.bytes(NONCE_BYTES)));
    Set<String> hidden = new HashSet<>(draft.protectedFields());
    hidden.add(NONCE);
    return new Draft(record, hidden, draft.digests() + 1);
  }

  private static List<Draft> with(List<Draft> drafts, ObjectNode signature) {
    return drafts.stream()
        .map(draft -> {
          ObjectNode record = draft.record();
          record.set(PersonSignature.MEMBER, signature);
          return new Draft(record, draft.protectedFields(), draft.digests());
        })
        .toList();
  }

  /** An empty object where the person has no passkey for this server: then the node signs. */
  private ObjectNode prepare(HttpServletRequest request, List<Draft> drafts, String person)
      throws IOException {
    List<Passkey> own = new ArrayList<>(passkeys.list(person));
    own.removeIf(one -> !one.host().equals(address.host()));
    if (own.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    Waiting waiting =
        new Waiting(drafts, person, request.getRequestURI(), clock.instant().plus(LAST));
    byte[] challenge = PersonSignature.challenge(waiting.hashes());
    Map<String, Waiting> all = waiting(request.getSession(true));
    synchronized (all) {
      all.put(Tokens.base64(challenge), waiting);
      var oldest = all.keySet().iterator();
      while (all.size() > MOST) {
        oldest.next();
        oldest.remove();
      }
    }
    return WebAuthn.request(challenge, address.host(), own);
  }

  @SuppressWarnings("unchecked") // Only this class sets it.
  private static Map<String, Waiting> waiting(HttpSession session) {
    synchronized (session) {
      if (session.getAttribute(WAITING) instanceof Map<?, ?> known) {
        return (Map<String, Waiting>) known;
      }
      Map<String, Waiting> fresh = new LinkedHashMap<>();
      session.setAttribute(WAITING, fresh);
      return fresh;
    }
  }

  private Optional<List<Draft>> byPasskey(
      HttpServletRequest request, String assertion, String person, String organisation)
      throws IOException, RefusedException {
    JsonNode answer;
    String challenge;
    try {
      answer = JsonMapper.shared().readTree(assertion);
      String data = answer.path("response").path("clientDataJSON").asString("");
      byte[] client = Base64.getUrlDecoder().decode(data);
      challenge = JsonMapper.shared().readTree(client).path("challenge").asString("");
    } catch (JacksonException | IllegalArgumentException notInForm) {
      return Optional.empty();
    }
    String credential = answer.path("id").asString("");
    Optional<Waiting> waiting = take(request, challenge, person);
    Optional<Passkey> passkey =
        passkeys.find(credential).filter(one -> one.person().equals(person));
    if (waiting.isEmpty() || passkey.isEmpty()) {
      return Optional.empty();
    }
    List<String> hashes = waiting.get().hashes();
    PersonSignature signature = signature(answer, hashes);
    try {
      long count = signature.verify(passkey.get().key(organisation), hashes.getFirst());
      passkeys.used(credential, count);
    } catch (RefusedException doesNotHold) {
      return Optional.empty();
    }
    record(passkey.get(), organisation);
    return Optional.of(with(waiting.get().drafts(), signature.json()));
  }

  private static PersonSignature signature(JsonNode answer, List<String> hashes) {
    JsonNode response = answer.path("response");
    return new PersonSignature(
        answer.path("id").asString(""),
        response.path("clientDataJSON").asString(""),
        response.path("authenticatorData").asString(""),
        response.path("signature").asString(""),
        hashes.size() == 1 ? List.of() : hashes);
  }

  private Optional<Waiting> take(HttpServletRequest request, String challenge, String person) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    Map<String, Waiting> all = waiting(session);
    Optional<Waiting> found;
    synchronized (all) {
      found = Optional.ofNullable(all.remove(challenge));
    }
    return found.filter(one ->
        one.person().equals(person)
            && one.path().equals(request.getRequestURI())
            && one.until().isAfter(clock.instant()));
  }

  /** The ledger gets a passkey's key before the first record that is signed with it. */
  private void record(Passkey passkey, String organisation) throws IOException, RefusedException {
    if (!passkey.recorded()) {
      desk.write(writer -> writer.append(List.of(passkey.key(organisation).added())));
      passkeys.recorded(passkey.credential());
    }
  }

  /** With everything that was typed, to be sent once more. */
  private static Answer again(Frame frame, HttpServletRequest request) {
    SentForm form = SentForm.without(SentForm.SIGNING, request);
    return Answer.html(
        frame,
        UNPROCESSABLE,
        (output, forms) -> JtesignAgainGenerated.render(output, forms, frame, form));
  }
}
