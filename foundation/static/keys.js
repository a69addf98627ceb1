// Security keys and passkeys: asks the browser for one and sends its answer with the form around the button.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function readable(options) {
  const given = { ...options.publicKey };
  given.challenge = bytes(given.challenge);
  if (given.user) given.user = { ...given.user, id: bytes(given.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (given[list]) given[list] = given[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return { publicKey: given };
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
  });
}

async function ask(form) {
  const trouble = form.querySelector("[data-trouble]");
  trouble.hidden = true;
  try {
    const options = readable(JSON.parse(form.dataset.key));
    const made = form.dataset.new === undefined;
    form.elements.namedItem("answer").value = written(
      await (made ? navigator.credentials.get(options) : navigator.credentials.create(options)),
    );
    form.submit();
  } catch {
    trouble.hidden = false;
  }
}

if (window.isSecureContext && window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-key]")) {
    form.querySelector("[data-without]")?.setAttribute("hidden", "");
    form.querySelector("[data-with]").hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
}
