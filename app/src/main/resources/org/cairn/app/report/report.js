// What the page says, it says without this. Here: ways to compare two pictures, and keys.
(() => {
  "use strict";
  const alerts = [...document.querySelectorAll(".alert")];
  const entries = new Map(
    [...document.querySelectorAll(".entry")].map((entry) => [entry.hash.slice(1), entry]));

  function pairOf(alert) {
    return alert ? alert.querySelector(".pair") : null;
  }

  for (const alert of alerts) {
    const pair = pairOf(alert);
    if (Compare.canCompare(pair)) {
      Compare.start(pair);
    }
  }

  // ---- which alert the reader is at

  let current = -1;

  function mark(index) {
    if (index === current) {
      return;
    }
    current = index;
    for (const [id, entry] of entries) {
      if (index >= 0 && alerts[index].id === id) {
        entry.setAttribute("aria-current", "true");
        const list = entry.closest(".list");
        if (getComputedStyle(list).position === "fixed") {
          const top = entry.getBoundingClientRect().top - list.getBoundingClientRect().top;
          if (top < 0 || top + entry.offsetHeight > list.clientHeight) {
            list.scrollTop += top - list.clientHeight / 3;
          }
        }
      } else {
        entry.removeAttribute("aria-current");
      }
    }
  }

  if (alerts.length > 0) {
    const seen = new Set();
    const observer = new IntersectionObserver(
      (changes) => {
        for (const change of changes) {
          const index = alerts.indexOf(change.target);
          if (change.isIntersecting) {
            seen.add(index);
          } else {
            seen.delete(index);
          }
        }
        if (seen.size > 0) {
          mark(Math.min(...seen));
        }
      },
      { rootMargin: "-30% 0px -60% 0px" });
    alerts.forEach((alert) => observer.observe(alert));
    mark(0);
  }

  function go(step) {
    if (alerts.length === 0) {
      return;
    }
    const focused = alerts.findIndex((alert) => alert.contains(document.activeElement));
    const from = focused >= 0 ? focused : window.scrollY < 40 ? -1 : current;
    const to = Math.max(0, Math.min(alerts.length - 1, from + step));
    alerts[to].focus({ preventScroll: true });
    alerts[to].scrollIntoView({ block: "start", behavior: "instant" });
    mark(to);
  }

  // ---- keys

  const keysOn = document.getElementById("keys-on");
  document.getElementById("keys").hidden = alerts.length === 0;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked) {
      return;
    }
    const at = document.activeElement;
    const typing = at && at.matches("input:not([type=range], [type=checkbox]), textarea");
    const pressing = at && at.matches("button, summary, a, [type=checkbox]");
    const pair = pairOf(alerts[Math.max(0, current)]);
    if (event.key === "j" && !typing) {
      go(1);
    } else if (event.key === "k" && !typing) {
      go(-1);
    } else if (Compare.key(pair, event, typing, pressing)) {
      // Done.
    } else if (event.key === "?") {
      const help = document.getElementById("keys-title");
      help.scrollIntoView({ block: "nearest", behavior: "instant" });
      help.focus();
    } else {
      return;
    }
    event.preventDefault();
  });
})();
