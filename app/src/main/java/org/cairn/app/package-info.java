/** The command line: where everything is wired. */
@NullMarked
package org.cairn.app;

import org.jspecify.annotations.NullMarked;
