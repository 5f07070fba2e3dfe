/* Makes and uses passkeys. The words come from the page, in its language.

   A form marked data-passkey stands hidden until this script has found that the browser knows
   passkeys; what is marked data-without-passkeys says meanwhile what else there is. */
"use strict";

(() => {
  /* What to say of an error of the browser: the name of a data attribute of the form. */
  const WORDS = {
    NotAllowedError: "refused",
    AbortError: "refused",
    InvalidStateError: "known",
    SecurityError: "elsewhere",
    ConstraintError: "unable",
    NotSupportedError: "unable",
  };

  if (!window.PublicKeyCredential || !navigator.credentials) return;

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
  for (const instead of document.querySelectorAll("[data-without-passkeys]")) {
    instead.hidden = true;
  }

  async function ask(form) {
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    say(form, form.dataset.waiting);
    try {
      const options = await optionsOf(form);
      const credential = form.dataset.passkey === "create"
        ? await create(form, options)
        : await navigator.credentials.get({ publicKey: readable(options.publicKey) });
      form.elements.namedItem("credential").value = JSON.stringify(sendable(credential));
      form.submit();
    } catch (error) {
      say(form, form.dataset[WORDS[error.name]] || form.dataset.failed);
      button.disabled = false;
    }
  }

  function say(form, words) {
    form.querySelector("[data-said]").textContent = words;
  }

  async function optionsOf(form) {
    if (!form.dataset.ask) return JSON.parse(document.getElementById("passkey-options").textContent);
    const response = await fetch(form.dataset.ask, {
      headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "error",
    });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()).request_options;
  }

  function create(form, options) {
    const publicKey = readable(options.publicKey);
    if (form.elements.namedItem("passwordless")?.checked) {
      publicKey.authenticatorSelection = {
        ...publicKey.authenticatorSelection,
        residentKey: "required", requireResidentKey: true, userVerification: "required",
      };
    }
    return navigator.credentials.create({ publicKey });
  }

  /* What the server wrote as text, as the browser wants it: bytes. */
  function readable(options) {
    const bytesOfId = (each) => ({ ...each, id: toBytes(each.id) });
    const read = { ...options, challenge: toBytes(options.challenge) };
    if (options.user) read.user = bytesOfId(options.user);
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      if (options[list]) read[list] = options[list].map(bytesOfId);
    }
    return read;
  }

  /* What the browser answered, as text. */
  function sendable(credential) {
    const response = {};
    for (const name of [
      "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle",
    ]) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  }

  function toBytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function toText(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
})();
