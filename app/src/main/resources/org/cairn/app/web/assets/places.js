// The page of places: what it shows is in its address, and changes there without loading it anew.
// Parts of the page say "cairn:state" with members of the address to set (null takes one out);
// what has to follow hears "cairn:restore" when the reader goes back.

/** Members that say how the map looks, not which places are listed. */
const LOOKS = ["at", "layer", "borders", "view"];

let asking;
let lastSet = "";

/** The list for the address as it is now. */
async function list() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(location.href, { headers: { "HX-Request": "true" }, signal: asking.signal });
    if (!answer.ok) return;
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("places-found");
    const old = document.getElementById("places-found");
    if (part && old) old.replaceWith(part);
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem;
  }
}

/** Forms and links of the page go on from the state as it is, not as it was loaded. */
function carry() {
  const now = new URLSearchParams(location.search);
  const form = document.querySelector("form.filters");
  for (const name of LOOKS) {
    const value = now.get(name);
    let field = form.querySelector(`input[type=hidden][name=${name}]`);
    if (value && !field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      form.append(field);
    }
    if (value) field.value = value;
    else field?.remove();
  }
  const box = form.querySelector("input[name=box]");
  if (box && now.get("box")) box.value = now.get("box");
  for (const link of document.querySelectorAll(".to-map, .to-list")) {
    const address = new URL(location.href);
    address.searchParams.delete("after");
    if (link.matches(".to-map")) address.searchParams.set("view", "map");
    else address.searchParams.delete("view");
    link.href = address;
  }
  for (const link of document.querySelectorAll(".languages a")) {
    const address = new URL(location.href);
    address.searchParams.set("lang", link.hreflang);
    link.href = address;
  }
}

document.addEventListener("cairn:state", ({ detail: { set, push } }) => {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(set)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  const narrows = Object.keys(set).some((name) => !LOOKS.includes(name));
  if (narrows) address.searchParams.delete("after");
  if (address.href === location.href) return;
  // One step back undoes a whole row of moves of one kind.
  const kind = Object.keys(set).join();
  const again = kind === lastSet && push === "once";
  history[push && !again ? "pushState" : "replaceState"](null, "", address);
  lastSet = kind;
  carry();
  if (narrows) {
    document.dispatchEvent(new CustomEvent("cairn:narrowed"));
    list();
  }
});

window.addEventListener("popstate", () => {
  lastSet = "";
  const now = new URLSearchParams(location.search);
  for (const name of ["from", "until"]) {
    const field = document.querySelector(`form.filters input[name=${name}]`);
    field.value = now.get(name) ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  carry();
  document.dispatchEvent(new CustomEvent("cairn:restore"));
  list();
});
