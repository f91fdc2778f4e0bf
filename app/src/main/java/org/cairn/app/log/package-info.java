/**
 * What a server writes to stderr, for people or as one JSON object a line: never a second line for
 * one event, and, unless it is asked for, no message that could name a person or a place.
 */
@NullMarked
package org.cairn.app.log;

import org.jspecify.annotations.NullMarked;
