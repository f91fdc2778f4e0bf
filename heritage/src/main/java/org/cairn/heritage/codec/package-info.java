/** Domain values as records: JSON that any reader of I-JSON takes, the same bytes every time. */
@NullMarked
package org.cairn.heritage.codec;

import org.jspecify.annotations.NullMarked;
