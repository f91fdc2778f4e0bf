/**
 * Condition: the form in which somebody says in which state a place is and what happened to it, all
 * assessments of a place, and two of them side by side. What is said becomes contributions to the
 * place.
 */
@NullMarked
package org.cairn.app.web.assess;

import org.jspecify.annotations.NullMarked;
