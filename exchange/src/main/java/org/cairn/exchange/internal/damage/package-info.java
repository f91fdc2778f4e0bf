/** Lists of damaged sites. */
@org.jspecify.annotations.NullMarked
package org.cairn.exchange.internal.damage;
