/**
 * What whoever keeps a server running asks of it: is it alive, is it ready, how is it doing ({@code
 * /health/live}, {@code /health/ready}, {@code /metrics}), and what was answered to whom: a number
 * for each request, and never a name or a place. Answered without sessions.
 */
@NullMarked
package org.cairn.app.web.ops;

import org.jspecify.annotations.NullMarked;
