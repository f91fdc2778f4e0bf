package org.cairn.app.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that is posted to without the token of a form, since no other site can do harm by leading
 * a browser there. A test lists all of them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NoFormToken {
  /** Why no harm can come of it. */
  String value();
}
