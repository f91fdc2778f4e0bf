package org.cairn.app.web.place;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Places as pages. */
@Configuration(proxyBeanMethods = false)
@Import({
  Entries.class,
  PlaceReading.class,
  ListPages.class,
  PlacePages.class,
  AddPages.class,
  LedgerPages.class,
  PlacePictures.class
})
public class PlaceConfiguration {}
