/**
 * Who uses a node: accounts, organisations, roles, how people sign in, and how what they decide is
 * signed. Everything about accounts is in {@code people.db} ({@link org.cairn.app.node.NodeFile});
 * the ledger has ids of persons, and the public keys of passkeys that signed something ({@link
 * org.cairn.register.PersonKey}).
 *
 * <h2>How another feature has a decision signed</h2>
 *
 * <ol>
 *   <li>It asks for the bean {@link org.cairn.app.web.people.Signer} and, to call people by name,
 *       {@link org.cairn.app.web.people.People}.
 *   <li>Its form posts, has the attribute {@code data-sign}, and has
 *       {@code @template.web.people.sign(frame = frame)} in it, which says how it will be signed
 *       and brings the script. Without scripts nothing else is needed: the node signs.
 *   <li>The route that takes the form checks what was typed, builds the {@link
 *       org.cairn.register.Draft} without {@code person}, {@code organisation} and {@code signed},
 *       or several that one signature is to cover, and changes nothing yet. Then:
 *       <pre>
 * return switch (signer.sign(frame, request, draft)) {
 *   case Signer.Ask ask -&gt; ask.answer();
 *   case Signer.Signed signed -&gt; {
 *     desk.write(writer -&gt; writer.append(List.of(signed.draft())));
 *     yield Answer.see("/where/it/shows");
 *   }
 * };</pre>
 *       What is shown or kept of the decision is taken from {@code signed.draft()}: with a passkey
 *       it is the one that was prepared by the first of two posts of the same form.
 *   <li>The script posts the form with {@code _sign=prepare}; the route is run up to {@code sign},
 *       which keeps the record in the session for five minutes and answers with its hash. The
 *       passkey signs that, and the form is posted again with the assertion in {@code _assertion}.
 *       Where the person has no passkey, or does not want to use it, the form is posted as it is.
 * </ol>
 *
 * A draft that protects members gets one more of them, {@code nonce}, and one more digest: what a
 * passkey signs stands open in the ledger, and without that somebody could guess short protected
 * values and compare.
 */
@NullMarked
package org.cairn.app.web.people;

import org.jspecify.annotations.NullMarked;
