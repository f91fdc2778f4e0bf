/**
 * Who uses a node: accounts, organisations, roles, how people sign in, and how what they decide is
 * signed.
 */
@NullMarked
package org.cairn.app.web.people;

import org.jspecify.annotations.NullMarked;
