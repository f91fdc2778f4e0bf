/**
 * STAC catalogues on disk and over HTTP: which images there are, where their bands lie and what
 * their numbers mean.
 */
@NullMarked
package org.cairn.imagery.stac;

import org.jspecify.annotations.NullMarked;
