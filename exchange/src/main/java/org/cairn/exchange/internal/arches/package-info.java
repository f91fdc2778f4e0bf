/** What Arches gives out and takes in: business data, tables of historic environment records. */
@NullMarked
package org.cairn.exchange.internal.arches;

import org.jspecify.annotations.NullMarked;
