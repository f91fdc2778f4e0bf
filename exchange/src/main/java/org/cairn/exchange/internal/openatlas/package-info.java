/** The place import of OpenAtlas. */
@org.jspecify.annotations.NullMarked
package org.cairn.exchange.internal.openatlas;
