/** Reading JSON a feature at a time, so that every member is either understood or kept. */
@NullMarked
package org.cairn.exchange.internal.json;

import org.jspecify.annotations.NullMarked;
