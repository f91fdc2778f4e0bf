/**
 * The report of one run as HTML that opens from disk, prints, and needs neither network nor
 * scripts: {@link org.cairn.app.report.HtmlReport#write} turns a {@link
 * org.cairn.watch.WatchResult} into one file per language.
 *
 * <p>Three layers. The watch's values come in. View classes ({@code PageView}, {@code AlertView},
 * {@code ChartView}, {@code PlaceView}) say them in one language and work out every number and path
 * that is drawn. The templates under {@code src/main/jte/report} only lay them out; the compiler
 * checks them against the views, and they escape everything that came from outside. Words live in
 * {@code texts_*.properties}, looks in {@code report.css}, behaviour in {@code report.js}.
 */
@NullMarked
package org.cairn.app.report;

import org.jspecify.annotations.NullMarked;
