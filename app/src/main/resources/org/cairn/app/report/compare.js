// Two pictures of one place: side by side, one over the other, or in turn.
const Compare = (() => {
  "use strict";

  function canCompare(pair) {
    return pair !== null && pair.querySelector(".modes") !== null;
  }

  function show(pair, side) {
    pair.dataset.shown = side;
    const showing = pair.querySelector(".showing");
    showing.textContent = showing.dataset[side];
  }

  function setMode(pair, mode) {
    pair.dataset.mode = mode;
    pair.querySelector(".position").hidden = mode !== "swipe";
    if (mode === "blink") {
      show(pair, "before");
    } else {
      delete pair.dataset.shown;
      pair.querySelector(".showing").textContent = "";
    }
    for (const button of pair.querySelectorAll("button")) {
      if (button.dataset.set !== "outline") {
        button.setAttribute("aria-pressed", String(button.dataset.set === mode));
      }
    }
  }

  /** Blinking is by hand: each press shows the other picture, nothing flashes by itself. */
  function blink(pair) {
    if (pair.dataset.mode !== "blink") {
      setMode(pair, "blink");
    } else {
      show(pair, pair.dataset.shown === "before" ? "after" : "before");
    }
  }

  function toggleOutline(pair) {
    const off = pair.dataset.outline === "on";
    pair.dataset.outline = off ? "off" : "on";
    pair.querySelector('[data-set="outline"]').setAttribute("aria-pressed", String(!off));
  }

  function act(pair, what) {
    if (what === "outline") {
      toggleOutline(pair);
    } else if (what === "blink") {
      blink(pair);
    } else {
      setMode(pair, what === "swipe" && pair.dataset.mode === "swipe" ? "side" : what);
    }
  }

  function start(pair) {
    pair.querySelector(".modes").hidden = false;
    for (const button of pair.querySelectorAll("button[data-set]")) {
      button.addEventListener("click", () => act(pair, button.dataset.set));
    }
    const position = pair.querySelector(".position input");
    const frames = pair.querySelector(".frames");
    position.addEventListener("input", () => {
      frames.style.setProperty("--at", position.value + "%");
    });
  }

  /** Whether the key was one for comparing. */
  function key(pair, event, typing, pressing) {
    if (!canCompare(pair)) {
      return false;
    }
    if (event.key === " " && !pressing) {
      act(pair, "blink");
    } else if (event.key === "s" && !typing) {
      act(pair, "swipe");
      if (pair.dataset.mode === "swipe") {
        pair.querySelector(".position input").focus({ preventScroll: true });
      }
    } else if ((event.key === "d" && !typing) || event.key === "Escape") {
      act(pair, "side");
    } else if (event.key === "o" && !typing) {
      act(pair, "outline");
    } else {
      return false;
    }
    return true;
  }

  return { act, canCompare, key, start };
})();
