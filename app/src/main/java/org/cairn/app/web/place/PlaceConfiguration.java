package org.cairn.app.web.place;

import org.cairn.app.web.api.ApiActs;
import org.springframework.context.annotation.Bean;
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
  PlacePictures.class,
  PlaceReads.class
})
public class PlaceConfiguration {
  @Bean
  ApiActs placeActs(PlaceReads reads) {
    return PlaceActs.of(reads);
  }
}
