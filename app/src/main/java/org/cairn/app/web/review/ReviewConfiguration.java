package org.cairn.app.web.review;

import java.io.IOException;
import java.time.Clock;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Drafts;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Registers;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.people.People;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of the review and what they stand on. */
@Configuration(proxyBeanMethods = false)
@Import({
  ReviewPages.class,
  PicturePages.class,
  JudgePages.class,
  AgreementPages.class,
  AlertReads.class
})
public class ReviewConfiguration {
  @Bean
  Reviews reviews(Workspace workspace, Registers registers, Desk desk, People people)
      throws IOException, RefusedException {
    return new Reviews(workspace, registers, desk, people);
  }

  @Bean
  VerdictDrafts verdictDrafts(Drafts drafts) {
    return new VerdictDrafts(drafts);
  }

  @Bean
  Claims claims(People people, Clock clock, ReadOnlyMode mode) throws IOException {
    return new Claims(people, clock, mode);
  }

  @Bean
  Silences silences(Reviews reviews, Clock clock) {
    return new Silences(reviews, clock);
  }

  @Bean
  Readers readers(People people, ReadOnlyMode mode) throws IOException {
    return new Readers(people, mode);
  }

  @Bean
  JudgedAlerts judgedAlerts(Reviews reviews, Readers readers) {
    return new JudgedAlerts(reviews, readers);
  }

  @Bean
  ApiActs reviewActs(AlertReads reads) {
    return ReviewActs.of(reads);
  }

  @Bean
  AlertRecords alertRecords(Reviews reviews) {
    return new AlertRecords(reviews);
  }
}
