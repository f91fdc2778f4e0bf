/**
 * The server of a workspace: what is the same for all pages. {@link org.cairn.app.web.WebServer}
 * starts it; each feature has a package of its own beside this one, with its pages, texts and
 * rules. A request goes through Spring Security's filters (CSRF, headers), then {@link
 * org.cairn.app.web.Gate}, which lets nobody to a route who has not the right that the route names,
 * then to the page's method, which answers with an {@link org.cairn.app.web.Answer}.
 */
@NullMarked
package org.cairn.app.web;

import org.jspecify.annotations.NullMarked;
