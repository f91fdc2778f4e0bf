/** How the watch does its job; nothing here is for other modules. */
@NullMarked
package org.cairn.watch.internal;

import org.jspecify.annotations.NullMarked;
