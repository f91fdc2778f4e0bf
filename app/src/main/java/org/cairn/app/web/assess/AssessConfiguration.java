package org.cairn.app.web.assess;

import org.cairn.app.web.Registers;
import org.cairn.app.web.api.ApiActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of this package. */
@Configuration(proxyBeanMethods = false)
@Import({AssessPages.class, AssessmentsPages.class, Grounds.class, TermReads.class})
public class AssessConfiguration {
  @Bean
  ApiActs assessActs(Registers registers) {
    return AssessActs.of(registers);
  }
}
