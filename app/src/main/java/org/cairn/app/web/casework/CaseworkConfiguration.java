package org.cairn.app.web.casework;

import java.time.Clock;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Registers;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.people.People;
import org.cairn.app.web.people.Signer;
import org.cairn.register.Workspace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of this package. */
@Configuration(proxyBeanMethods = false)
@Import({CasesPages.class, CasePages.class, CaseReads.class})
public class CaseworkConfiguration {
  @Bean
  CaseDesk caseDesk(Registers registers, Desk desk, Signer signer) {
    return new CaseDesk(registers, desk, signer);
  }

  @Bean
  CaseForms caseForms(CaseReading reading, Registers registers, Clock clock) {
    return new CaseForms(reading, registers, clock);
  }

  @Bean
  ApiActs caseActs(CaseReads reads) {
    return CaseActs.of(reads);
  }

  @Bean
  CaseReading caseReading(Registers registers, Workspace workspace, People people) {
    return new CaseReading(registers, workspace, people);
  }
}
