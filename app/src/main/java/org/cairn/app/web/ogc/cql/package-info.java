/**
 * Filters in CQL2 (OGC 21-065r2), its text and its JSON, read into conditions on the properties of
 * a layer: what is in a filter becomes a value or the name of a known property, and nothing else.
 */
@org.jspecify.annotations.NullMarked
package org.cairn.app.web.ogc.cql;
