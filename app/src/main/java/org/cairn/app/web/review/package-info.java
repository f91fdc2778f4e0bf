/**
 * Where people judge alerts: the queue, the page of one alert, what they say of it, and how far
 * they agree. Whoever may judge sees nothing of what others said of an alert before having judged
 * it: all that pages tell of judgements goes through {@link org.cairn.app.web.review.Shown}.
 */
@NullMarked
package org.cairn.app.web.review;

import org.jspecify.annotations.NullMarked;
