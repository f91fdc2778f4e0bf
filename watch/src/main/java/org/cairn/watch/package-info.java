/** Places and acquisitions in, alerts and coverage out. */
@NullMarked
package org.cairn.watch;

import org.jspecify.annotations.NullMarked;
