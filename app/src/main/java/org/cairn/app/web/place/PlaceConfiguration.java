package org.cairn.app.web.place;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Places as pages. */
@Configuration(proxyBeanMethods = false)
@Import({ListPages.class})
public class PlaceConfiguration {}
