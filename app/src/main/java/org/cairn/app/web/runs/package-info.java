/**
 * The room in which the watch is kept going: catalogues of images, when they are watched, how far a
 * run is, and what became of all of them. What is done is done by {@link
 * org.cairn.app.run.RunKeeper}.
 */
@NullMarked
package org.cairn.app.web.runs;

import org.jspecify.annotations.NullMarked;
