package org.cairn.benchmarks;

import org.cairn.benchmarks.web.FeaturesPart;
import picocli.CommandLine;

/**
 * All places of a node out through OGC API – Features by {@code ogr2ogr}, against {@code ogr2ogr}
 * reading the register's own file: {@code benchmarks/run FeaturesOut --workspace DIR}, which is
 * made where it is not there.
 */
public final class FeaturesOut {
  private FeaturesOut() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new FeaturesPart()).execute(args));
  }
}
