/** Tables row by row, from CSV, TSV and XLSX alike, and what their columns mean. */
@org.jspecify.annotations.NullMarked
package org.cairn.exchange.internal.table;
