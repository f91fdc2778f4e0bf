/**
 * OGC API – Features (Parts 1 to 3) under {@code /ogc}: places, alerts, assessments and cases for
 * programs such as QGIS and GDAL, and the same as simple pages. Everything is read by {@link
 * org.cairn.register.FeatureSearch} with the sight of whoever asks, and nothing is written.
 */
@org.jspecify.annotations.NullMarked
package org.cairn.app.web.ogc;
