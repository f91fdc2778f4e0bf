package org.cairn.app.web.ogc;

import java.io.IOException;
import java.time.Clock;
import org.cairn.app.web.Registers;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Features for other programs. */
@Configuration(proxyBeanMethods = false)
@Import({OgcPages.class, ItemsPages.class})
public class OgcConfiguration {
  @Bean
  OgcAddress ogcAddress(Workspace workspace) throws IOException, RefusedException {
    return new OgcAddress(workspace.webSettings().address());
  }

  @Bean
  FeatureReading featureReading(Registers registers) {
    return new FeatureReading(registers);
  }

  @Bean
  Items items(FeatureReading reading, OgcAddress address, Clock clock) {
    return new Items(reading, address, clock);
  }
}
