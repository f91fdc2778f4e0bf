/**
 * Places as pages: a list beside a map, a page of each with everything that is said of it, forms to
 * say more, and the entry of the ledger behind each fact. What a viewer may see of a place is
 * decided in {@link org.cairn.app.web.place.OpenPlace}, once, before anything is made of it.
 */
@NullMarked
package org.cairn.app.web.place;

import org.jspecify.annotations.NullMarked;
