/** Words, numbers and dates in the languages that reports and pages are written in. */
@org.jspecify.annotations.NullMarked
package org.cairn.app.text;
