/**
 * What is done to scenes before they are compared: masks, resampling, co-registration, footprints.
 */
@NullMarked
package org.cairn.imagery.scene;

import org.jspecify.annotations.NullMarked;
