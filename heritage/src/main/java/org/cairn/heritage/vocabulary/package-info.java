/** Vocabularies of condition and use, with labels in several languages, lookup and crosswalks. */
@NullMarked
package org.cairn.heritage.vocabulary;

import org.jspecify.annotations.NullMarked;
