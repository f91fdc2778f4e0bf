/**
 * What programs ask of a node: everything that its pages do, by a token, under {@code /api/v1}.
 * Features say what of theirs programs may do, as an {@link org.cairn.app.web.api.ApiActs} in their
 * configuration; each act runs the very method that the page's form runs ({@link
 * org.cairn.app.web.api.ApiRoutes}), with the members of a JSON object as its fields. Reads are
 * routes of the features' own. A request goes through {@link org.cairn.app.web.api.ApiDoor} (token,
 * limits, body), the gate, {@link org.cairn.app.web.api.ApiInterceptor} (fields, idempotency key,
 * condition) and then to the page's method, whose answer {@link org.cairn.app.web.api.ApiAnswers}
 * tells as JSON; what fails is a {@link org.cairn.app.web.api.Problem}.
 */
@NullMarked
package org.cairn.app.web.api;

import org.jspecify.annotations.NullMarked;
