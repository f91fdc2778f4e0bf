// The page of an alert, where scripts run: keys, comparing, reasons that fit the verdict, and a draft
// that is kept on the server while it is written. Without scripts all of it is forms and links.

const page = document.querySelector("#review");
const pair = document.querySelector(".pair");
const form = document.querySelector("form.verdict");
const compare = typeof Compare === "undefined" ? null : Compare;

if (pair && compare && compare.canCompare(pair)) compare.start(pair);

// ---- the form

const DAMAGE = new Set(["likely-damage", "certain-damage"]);
const SAVE_AFTER_MILLIS = 800;

/** Only the reasons that belong to the verdict; before there is one, none. */
function fit() {
  const chosen = form.querySelector("input[name=verdict]:checked");
  const damage = chosen && DAMAGE.has(chosen.value);
  form.querySelector('[data-for="damage"]').hidden = !damage;
  form.querySelector('[data-for="other"]').hidden = !chosen || damage;
}

function say(text) {
  form.querySelector(".kept").textContent = text;
}

let waiting = 0;
let sent = "";

function content() {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("_csrf");
  return fields.toString();
}

async function keep() {
  const body = content();
  if (body === sent) return;
  const token = document.querySelector("meta[name=csrf]").content;
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRF-TOKEN": token },
      body,
      keepalive: true,
    });
    if (answer.ok && (answer.headers.get("Content-Type") || "").includes("json")) {
      sent = body;
      say(form.querySelector(".kept").dataset.kept);
    }
  } catch {
    // Away from the network: the next change tries again, and the fields still have what was typed.
    say("");
  }
}

if (form) {
  sent = content();
  fit();
  form.addEventListener("input", () => {
    fit();
    clearTimeout(waiting);
    waiting = setTimeout(keep, SAVE_AFTER_MILLIS);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
  const wrong = document.querySelector("#wrong");
  if (wrong) wrong.focus();
}

function undo() {
  if (!form) return false;
  form.reset();
  fit();
  keep();
  say(form.querySelector(".kept").dataset.undone);
  return true;
}

function choose(number) {
  const option = form && form.querySelectorAll("input[name=verdict]")[number - 1];
  if (!option) return false;
  option.checked = true;
  option.dispatchEvent(new Event("input", { bubbles: true }));
  const reason = form.querySelector(DAMAGE.has(option.value) ? "#cause" : "#reason");
  reason.focus();
  return true;
}

// ---- keys

/** To the next or the previous alert of the list. */
function go(step) {
  const links = [...document.querySelectorAll(".queue a[href]")].filter((link) => link.closest(".cards"));
  const here = links.findIndex((link) => link.getAttribute("aria-current") === "page");
  const there = links[here < 0 ? 0 : here + step];
  if (!there) return false;
  location.assign(there.href);
  return true;
}

const keysOn = document.querySelector("#keys-on");
if (page && keysOn) {
  document.querySelector("#keys").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked) return;
    const at = document.activeElement;
    const typing = at && at.matches("input:not([type=range], [type=checkbox], [type=radio]), textarea, select");
    const pressing = at && at.matches("button, summary, a, input[type=checkbox], input[type=radio], select, textarea, input[type=search]");
    let done = false;
    if (typing) return;
    if (event.key === "j") done = go(1);
    else if (event.key === "k") done = go(-1);
    else if (/^[1-5]$/.test(event.key)) done = choose(Number(event.key));
    else if (event.key === "u") done = undo();
    else if (event.key === "Enter" && form && (!at || at === document.body || at.id === "main")) {
      form.requestSubmit(form.querySelector("button[value=sign]"));
      done = true;
    } else if (event.key === "?") {
      const help = document.querySelector("#keys-title");
      help.scrollIntoView({ block: "nearest", behavior: "instant" });
      help.focus();
      done = true;
    } else if (pair && compare) done = compare.key(pair, event, typing, pressing);
    if (done) event.preventDefault();
  });
}
