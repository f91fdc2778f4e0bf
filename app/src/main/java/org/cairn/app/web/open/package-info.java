/** What a server has for everybody and without a session: the log, its time stamps, the witness. */
@NullMarked
package org.cairn.app.web.open;

import org.jspecify.annotations.NullMarked;
