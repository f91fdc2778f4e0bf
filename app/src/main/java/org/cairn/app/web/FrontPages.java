package org.cairn.app.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where one comes in. */
@Controller
final class FrontPages {
  /** The first room that is open to the viewer. */
  @GetMapping("/")
  @Needs(Right.ENTER)
  Answer front(Frame frame) {
    return frame.rooms().isEmpty()
        ? Answer.see("/sign-in")
        : Answer.see(frame.rooms().getFirst().path());
  }

  /** For a page that was open while its session ended and another began. */
  @GetMapping("/csrf")
  @Needs(Right.ENTER)
  Answer token(Frame frame) {
    return Answer.json(JsonNodeFactory.instance.objectNode().put("token", frame.csrf()));
  }

  @GetMapping("/**")
  @Needs(Right.ENTER)
  Answer nothing(Frame frame) {
    return Failures.notFound(frame);
  }
}
