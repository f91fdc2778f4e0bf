/** How the landscape is made; nothing here is for other modules. */
@NullMarked
package org.cairn.simulation.internal;

import org.jspecify.annotations.NullMarked;
