/** One class per verb. */
@NullMarked
package org.cairn.app.command;

import org.jspecify.annotations.NullMarked;
