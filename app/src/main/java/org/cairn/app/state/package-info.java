/** What the watch keeps between runs, as files. */
@NullMarked
package org.cairn.app.state;

import org.jspecify.annotations.NullMarked;
