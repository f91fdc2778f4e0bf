/** Import tables of historic environment records kept in Arches. */
@org.jspecify.annotations.NullMarked
package org.cairn.exchange.internal.arches;
