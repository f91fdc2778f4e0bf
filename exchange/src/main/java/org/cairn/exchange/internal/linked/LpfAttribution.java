package org.cairn.exchange.internal.linked;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.internal.json.Members;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Source;

/** Sources, certainty and times of any member that has them. Single-thread. */
final class LpfAttribution {
  private final Problems problems;
  private final LpfTimes times;

  LpfAttribution(Problems problems, LpfTimes times) {
    this.problems = problems;
    this.times = times;
  }

  Attribution read(Members json) {
    List<Source> sources = new ArrayList<>();
    for (Members each : json.objects("citations", "citation", "source", "src")) {
      source(each).ifPresent(sources::add);
    }
    for (String member : new String[] {"citations", "citation", "source", "src"}) {
      if (!json.peek(member).isContainer()) {
        json.text(member).ifPresent(text -> plainSource(json, member, text, sources));
      }
    }
    Optional<Certainty> certainty = times.certainty(json);
    return new Attribution(Optional.empty(), sources, certainty, times.read(json));
  }

  private void plainSource(Members json, String member, String text, List<Source> sources) {
    try {
      sources.add(text.matches("\\S+:\\S+") ? Source.at(text) : Source.cited(text));
    } catch (IllegalArgumentException e) {
      LpfReader.malformed(problems, json.path(member), e);
      json.keepWhole();
    }
  }

  private Optional<Source> source(Members json) {
    Optional<String> citation = json.text("label", "citation");
    Optional<String> uri = json.text("@id", "id", "uri");
    Optional<String> year = json.text("year");
    try {
      return citation.isEmpty() && uri.isEmpty() && year.isEmpty()
          ? Optional.empty()
          : Optional.of(new Source(citation, uri, year));
    } catch (IllegalArgumentException e) {
      LpfReader.malformed(problems, json.path(), e);
      json.keepWhole();
      return Optional.empty();
    }
  }
}
