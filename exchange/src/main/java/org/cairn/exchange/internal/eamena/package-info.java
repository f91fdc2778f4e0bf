/** Flat exports of EAMENA's database. */
@NullMarked
package org.cairn.exchange.internal.eamena;

import org.jspecify.annotations.NullMarked;
