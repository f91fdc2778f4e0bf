package org.cairn.app.web.stac;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.cairn.app.web.Registers;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.review.AlertRecords;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages of this package and what they stand on. */
@Configuration(proxyBeanMethods = false)
public class StacConfiguration {
  @Bean
  StacPages stacPages(
      Workspace workspace, Items stacItems, ChipFiles chipFiles, SceneFiles sceneFiles)
      throws IOException, RefusedException {
    Optional<URI> address = workspace.webSettings().address();
    return new StacPages(stacItems, new ItemDocuments(chipFiles, sceneFiles), address);
  }

  @Bean
  FilePages stacFilePages(Items stacItems, ChipFiles chipFiles, SceneFiles sceneFiles) {
    return new FilePages(stacItems, chipFiles, sceneFiles);
  }

  @Bean
  Items stacItems(Registers registers) {
    return new Items(registers);
  }

  @Bean
  ChipFiles chipFiles(AlertRecords records, Workspace workspace) {
    return new ChipFiles(records, workspace.blobs());
  }

  @Bean
  SceneFiles sceneFiles(AlertRecords records, Workspace workspace) {
    return new SceneFiles(records, workspace.blobs());
  }

  @Bean
  ApiActs stacActs() {
    return ApiActs.NONE.without("It only reads, and takes tokens where it is", "/stac/search");
  }
}
