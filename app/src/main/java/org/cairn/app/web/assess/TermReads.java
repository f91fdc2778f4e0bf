package org.cairn.app.web.assess;

import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Right;
import org.cairn.app.web.api.ByProgram;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.TermList;
import org.cairn.heritage.vocabulary.UseAndIdentity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The terms that an assessment is made of, for programs: the same for all who ask. */
@Controller
final class TermReads {
  @GetMapping(ByProgram.ROOT + "/terms")
  @Needs(Right.ENTER)
  Answer terms(Frame frame) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    String language = frame.language().tag();
    for (Eamena list : Eamena.values()) {
      list(all, list.terms(), language);
    }
    list(all, UseAndIdentity.terms(), language);
    return Answer.json(all);
  }

  private static void list(ObjectNode all, TermList list, String language) {
    ArrayNode terms = all.putArray(list.name());
    list.terms()
        .forEach(term -> terms.addObject().put("id", term.id()).put("label", term.label(language)));
  }
}
