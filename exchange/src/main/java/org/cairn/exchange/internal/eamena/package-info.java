/** EAMENA's flat exports and bulk-upload workbooks. */
@NullMarked
package org.cairn.exchange.internal.eamena;

import org.jspecify.annotations.NullMarked;
