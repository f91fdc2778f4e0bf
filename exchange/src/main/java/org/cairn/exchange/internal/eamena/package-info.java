/** The bulk-upload workbooks of EAMENA. */
@org.jspecify.annotations.NullMarked
package org.cairn.exchange.internal.eamena;
