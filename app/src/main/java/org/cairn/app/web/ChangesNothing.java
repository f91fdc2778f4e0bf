package org.cairn.app.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that is posted to and only reads: what is asked in its body is too long for an address.
 * It needs no token of a form, since nothing follows from it but an answer, which no other site can
 * read. Its path has no variables.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ChangesNothing {}
