package org.cairn.app.report;

import org.cairn.app.text.Texts;

/**
 * What a run was asked, as far as each place's words repeat it.
 *
 * @param layer name of the watched layer in the reader's language, isolated
 * @param vegetation whether it is NDVI, of whose values something can be said in words
 * @param alarmRate false alarms accepted per place and year
 */
record Asked(String layer, boolean vegetation, double alarmRate) {
  static Asked of(String layer, double alarmRate, Texts texts) {
    return new Asked(texts.isolate(texts.band(layer)), layer.equalsIgnoreCase("ndvi"), alarmRate);
  }
}
