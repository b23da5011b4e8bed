// Makes or proves a passkey where a form asks for it, and sends the form with the browser's answer.
{
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
  const withBytes = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const make = (options) =>
    navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
  const prove = (options) =>
    navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      },
    });

  // The fields of the answer that the server reads; what else a browser knows stays in it.
  const FIELDS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const answer = (credential) => {
    const response = {};
    for (const field of FIELDS) {
      if (credential.response[field]) response[field] = toText(credential.response[field]);
    }
    const id = toText(credential.rawId);
    return JSON.stringify({ id, rawId: id, type: credential.type, response });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const fault = form.querySelector("[data-passkey-fault]");
    let isReady = false;
    form.addEventListener("submit", async (event) => {
      if (isReady) return;
      event.preventDefault();
      if (form.hasAttribute("aria-busy")) return;
      form.setAttribute("aria-busy", "true");
      fault.textContent = "";
      try {
        const options = JSON.parse(form.dataset.options);
        const found = await (form.dataset.passkey === "make" ? make(options) : prove(options));
        form.elements.passkey.value = answer(found);
        isReady = true;
        form.requestSubmit(event.submitter);
      } catch (reason) {
        const isHere = reason.name === "InvalidStateError";
        const isUnable = ["SecurityError", "NotSupportedError", "TypeError"].includes(reason.name);
        fault.textContent = isHere ? fault.dataset.here : isUnable ? fault.dataset.unable : fault.dataset.stopped;
      } finally {
        form.removeAttribute("aria-busy");
      }
    });
    // Back from the browser's memory, the challenge is used up: the page is asked for anew.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }
}
