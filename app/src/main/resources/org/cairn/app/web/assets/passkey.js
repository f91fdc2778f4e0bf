// Passkeys: signing in, making one, and signing what a form with data-sign decides (where that has a
// value, by the button that has it; other buttons go their way as they are). Without this
// script, or in a browser without passkeys, forms go their way as they are.

const usable = window.isSecureContext && "PublicKeyCredential" in window && !!navigator.credentials;

/** @param {string} text base64url */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function base64url(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What the server sent, with bytes in place of their texts. */
function decoded(options) {
  const ids = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const all = { ...options, challenge: bytes(options.challenge) };
  if (options.user) all.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) all.excludeCredentials = ids(options.excludeCredentials);
  if (options.allowCredentials) all.allowCredentials = ids(options.allowCredentials);
  return all;
}

async function asked(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("The server answered " + answer.status);
  return decoded(await answer.json());
}

/** A passkey's answer as JSON, all bytes in base64url. */
function encoded(credential) {
  const given = credential.response;
  const response = { clientDataJSON: base64url(given.clientDataJSON) };
  if ("attestationObject" in given) {
    response.attestationObject = base64url(given.attestationObject);
    response.transports = given.getTransports ? given.getTransports() : [];
  } else {
    response.authenticatorData = base64url(given.authenticatorData);
    response.signature = base64url(given.signature);
    if (given.userHandle) response.userHandle = base64url(given.userHandle);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: base64url(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
}

/** Does the work behind a button; what goes wrong, and who closes the browser's question, is told beside it. */
async function attempt(form, work) {
  const failed = form.querySelector("[data-passkey-failed]");
  if (failed) failed.hidden = true;
  form.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    form.removeAttribute("aria-busy");
    if (failed) failed.hidden = false;
  }
}

if (usable) {
  for (const form of document.querySelectorAll("form[data-passkey-get]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(form, async () => {
        const publicKey = await asked(form.dataset.passkeyGet);
        form.elements.passkey.value = encoded(await navigator.credentials.get({ publicKey }));
        form.submit();
      });
    });
  }

  for (const form of document.querySelectorAll("form[data-passkey-new]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(form, async () => {
        const publicKey = await asked(form.dataset.passkeyNew);
        form.elements.passkey.value = encoded(await navigator.credentials.create({ publicKey }));
        form.submit();
      });
    });
  }

  for (const button of document.querySelectorAll("button[data-passkey-first]")) {
    const form = button.form;
    button.hidden = false;
    button.addEventListener("click", () => {
      const password = form.elements.password;
      password.required = false;
      const complete = form.reportValidity();
      password.required = true;
      if (!complete) return;
      attempt(form, async () => {
        const who = new URLSearchParams({ login: form.elements.login.value, name: form.elements.name.value });
        const publicKey = await asked(button.dataset.passkeyFirst + "?" + who);
        form.elements.passkey.value = encoded(await navigator.credentials.create({ publicKey }));
        password.value = "";
        form.submit();
      });
    });
  }
}

/** A field that is only there to be sent. */
function hiddenField(form, name, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  form.append(field);
  return field;
}

/** As the browser would send it. */
function sent(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return data;
}

/** What to sign of a form: null where the person has no passkey here, or the form is not in order. */
async function prepared(form, submitter) {
  const data = sent(form, submitter);
  data.set("_sign", "prepare");
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
  // The page that says why nothing is taken lets it be sent, and signed, again.
  if (answer.status === 503) hiddenField(form, "_sign", "later");
  if (!answer.ok || !(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) return null;
  const options = await answer.json();
  return options.challenge ? decoded(options) : null;
}

function finish(form, submitter) {
  if (submitter?.name) hiddenField(form, submitter.name, submitter.value);
  form.submit();
}

async function sign(form, submitter) {
  const refused = form.querySelector("[data-sign-refused]");
  if (refused) refused.hidden = true;
  form.setAttribute("aria-busy", "true");
  const publicKey = await prepared(form, submitter);
  if (!publicKey) {
    finish(form, submitter);
    return;
  }
  try {
    hiddenField(form, "_assertion", encoded(await navigator.credentials.get({ publicKey })));
  } catch (error) {
    form.removeAttribute("aria-busy");
    form.signedFor = submitter;
    if (refused) {
      refused.hidden = false;
      refused.querySelector("button").focus();
    }
    return;
  }
  finish(form, submitter);
}

for (const form of document.querySelectorAll("form[data-sign]")) {
  form.addEventListener("submit", (event) => {
    const again = event.submitter?.hasAttribute("data-sign-again");
    const byNode = event.submitter?.hasAttribute("data-sign-node");
    const submitter = again || byNode ? form.signedFor : event.submitter;
    if (!again && !byNode && form.dataset.sign && submitter?.value !== form.dataset.sign) return;
    if (byNode) {
      event.preventDefault();
      finish(form, submitter);
    } else if (usable) {
      event.preventDefault();
      sign(form, submitter);
    }
  });
}
