package org.cairn.app.report;

/**
 * What a run was asked, as far as each place's words repeat it.
 *
 * @param layer name of the watched layer in the reader's language, isolated
 * @param vegetation whether it is NDVI, of whose values something can be said in words
 * @param alarmRate false alarms accepted per place and year
 */
record Asked(String layer, boolean vegetation, double alarmRate) {}
