// Makes or uses a passkey, and sends what the browser says of it as a form. The form is hidden, and
// a text in its place is shown, where the browser knows no passkeys or there are no scripts.
"use strict";

(() => {
  const form = document.querySelector("[data-passkey-new], [data-passkey-use]");
  if (!form || !window.PublicKeyCredential || !navigator.credentials) return;
  const [button, failed] = [form.querySelector("button"), form.querySelector("[role=alert]")];

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const known = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }));

  async function ask() {
    const { passkeyNew, passkeyUse } = form.dataset;
    const options = JSON.parse(passkeyNew || passkeyUse);
    options.challenge = bytes(options.challenge);
    if (passkeyNew) {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = known(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = known(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }

  function told({ id, rawId, type, response }) {
    const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const there = names.filter((name) => response[name]);
    const parts = Object.fromEntries(there.map((name) => [name, text(response[name])]));
    return JSON.stringify({ id, rawId: text(rawId), type, response: parts });
  }

  async function send() {
    button.disabled = true;
    failed.hidden = true;
    try {
      form.elements.credential.value = told(await ask());
      form.submit();
    } catch {
      failed.hidden = false; // The person said no, took too long, or has no passkey here.
      button.disabled = false;
      button.focus();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  for (const without of document.querySelectorAll("[data-passkey-without]")) without.hidden = true;
  form.hidden = false;
  if ("passkeyNow" in form.dataset) send();
})();
