package org.cairn.watch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cairn.change.DetectorParameters;
import org.cairn.change.radar.RadarParameters;
import org.junit.jupiter.api.Test;

class MethodParametersTest {
  private static final Set<String> DETECTOR =
      Set.of("prediction", "scale", "scan", "placebos", "detectability", "regional", "limits");

  /** Every number of the detector by name, found by looking instead of by a list. */
  private static Map<String, String> found(Record parameters) throws ReflectiveOperationException {
    Map<String, String> found = new TreeMap<>();
    for (RecordComponent group : parameters.getClass().getRecordComponents()) {
      Object values = group.getAccessor().invoke(parameters);
      for (RecordComponent one : group.getType().getRecordComponents()) {
        String text = String.valueOf(one.getAccessor().invoke(values));
        found.put(group.getName() + "." + one.getName(), text.replaceAll("[\\[\\] ]", ""));
      }
    }
    return found;
  }

  @Test
  void names_every_parameter_of_the_detector() throws ReflectiveOperationException {
    for (DetectorParameters parameters :
        new DetectorParameters[] {DetectorParameters.defaults(), DetectorParameters.reference()}) {
      Map<String, String> own =
          MethodParameters.of(parameters, RadarParameters.defaults()).entrySet().stream()
              .filter(entry -> DETECTOR.contains(entry.getKey().replaceFirst("\\..*", "")))
              .filter(entry -> !entry.getKey().equals("placebos.leastIndependent"))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      assertThat(own).isEqualTo(found(parameters));
    }
    assertThat(found(DetectorParameters.defaults()))
        .containsKeys("prediction.seed", "detectability.seed");
  }

  @Test
  void names_every_parameter_of_radar() throws ReflectiveOperationException {
    Map<String, String> own =
        WatchRun.parameters().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("radar."))
            .filter(entry -> !entry.getKey().startsWith("radar.unit."))
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().substring("radar.".length()), Map.Entry::getValue));
    assertThat(own).isEqualTo(found(RadarParameters.defaults()));
    assertThat(own).containsKeys("prediction.seed", "scan.boxes");
  }

  @Test
  void names_the_watchs_own_constants() {
    assertThat(WatchRun.parameters())
        .containsEntry("site.pointMetres", "100.0")
        .containsEntry("area.marginPixels", "27")
        .containsEntry("mask.dilationPixels", "1")
        .containsEntry("registration.leastMovedPixels", "1.0")
        .containsEntry("placebos.leastIndependent", "6")
        .containsEntry("scan.boxes", "2,3,4,5,6,8");
  }
}
