/** Places as people know them and what the watch says of them. */
@NullMarked
package org.cairn.heritage;

import org.jspecify.annotations.NullMarked;
