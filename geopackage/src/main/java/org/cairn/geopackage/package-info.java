/** GeoPackages as files: their own tables, geometries as they keep them, the index by place. */
@NullMarked
package org.cairn.geopackage;

import org.jspecify.annotations.NullMarked;
