/**
 * Places on a map: where they all are, kept in memory ({@link org.cairn.app.web.map.Atlas}), which
 * of them a page asks for ({@link org.cairn.app.web.map.PlaceFilter}), and vector tiles of them.
 * Who may not know where a place lies exactly gets nothing that depends on more than its cell.
 */
@NullMarked
package org.cairn.app.web.map;

import org.jspecify.annotations.NullMarked;
