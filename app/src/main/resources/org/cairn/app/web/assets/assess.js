// Keeps what is typed on the server too, a moment after typing stops: the same as its button does.

const WAIT = 2500;
const form = document.querySelector("form[data-keep]");
const state = document.querySelector("[data-kept]");
let timer = 0;

async function keep() {
  const fields = new FormData(form);
  fields.set("do", "auto");
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" } });
  // Where it did not work, the browser's own copy stays, and sending says what is wrong.
  if (answer.ok && (answer.headers.get("content-type") ?? "").includes("json")) state.textContent = state.dataset.kept;
}

if (form && state) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep().catch((failure) => console.info(String(failure))), WAIT);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
