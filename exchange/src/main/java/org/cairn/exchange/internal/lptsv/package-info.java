/** LP-TSV, the Linked Places Format as a table. */
@org.jspecify.annotations.NullMarked
package org.cairn.exchange.internal.lptsv;
