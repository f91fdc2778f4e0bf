/**
 * The node's own images as a STAC API (1.0.0: core, collections, features, item search): pictures
 * of alerts as {@code chips}, images that the watch read as {@code scenes}, and their files, in
 * parts where parts are asked for. What a viewer may not see is in no list and no count, and its
 * address answers as one under which nothing is.
 */
@NullMarked
package org.cairn.app.web.stac;

import org.jspecify.annotations.NullMarked;
