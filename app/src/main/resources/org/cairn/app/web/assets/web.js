// What all pages do, where scripts run: forms that were waiting get a fresh token once somebody has
// signed in again in another window, and what is being typed is kept in this browser until it is sent.

/** The token of the session as it is now. */
async function freshToken() {
  const answer = await fetch("/csrf", { headers: { Accept: "application/json" } });
  if (!answer.ok) return null;
  return (await answer.json()).token;
}

for (const form of document.querySelectorAll("form[data-fresh-token]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const token = await freshToken();
    const field = form.querySelector("input[name=_csrf]");
    if (token && field) field.value = token;
    form.submit();
  });
}

/** @param {HTMLFormElement} form */
function keptUnder(form) {
  return "cairn-draft:" + form.dataset.keep;
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const kept = localStorage.getItem(keptUnder(form));
  if (kept) {
    for (const [name, value] of JSON.parse(kept)) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "hidden" || field.type === "file") continue;
        if (field.type === "checkbox" || field.type === "radio") {
          if (field.value === value) field.checked = true;
        } else if (!field.value) {
          field.value = value;
        }
      }
    }
    form.dispatchEvent(new Event("kept", { bubbles: true }));
  }
  form.addEventListener("input", () => {
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "_csrf" && typeof value === "string");
    localStorage.setItem(keptUnder(form), JSON.stringify(fields));
  });
}
// A page that shows what was sent says so, and the copy here has done its work.
for (const done of document.querySelectorAll("[data-sent]")) {
  localStorage.removeItem("cairn-draft:" + done.dataset.sent);
}
