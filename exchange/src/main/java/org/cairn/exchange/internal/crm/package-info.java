/** JSON-LD in the classes of the CIDOC CRM: instances of Arches, and Linked Art in and out. */
@NullMarked
package org.cairn.exchange.internal.crm;

import org.jspecify.annotations.NullMarked;
