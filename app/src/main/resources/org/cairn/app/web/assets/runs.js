// Keeps what goes on fresh: asks for the same page again and puts its part in the place of this one.
// Once nothing goes on any more the whole page is loaded, since more than this part is another then.

const EVERY = 2000;

async function refresh() {
  const here = document.querySelector("[data-going]");
  if (!here) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const there = page.querySelector("[data-going]");
      if (!there || there.id !== here.id) {
        location.reload();
        return;
      }
      // Whoever is about to press a button of it is not disturbed.
      if (!here.contains(document.activeElement)) here.replaceWith(there);
    }
  } catch {
    // The server is away for a moment; the next time it may be there.
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
