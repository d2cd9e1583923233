/* <pass-key wanted="get|create" options='{…}' or source="/…">: before its form is sent, asks the browser for a passkey and
   puts what it says into the form. Without it the form stays hidden: a passkey cannot be had without a script. */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const said = {
  InvalidStateError: "This device already holds a passkey of yours.",
  NotAllowedError: "Nothing was chosen, or it took too long. Try again, or use another way.",
  SecurityError: "Passkeys need the network’s own https address.",
};

customElements.define("pass-key", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || !window.PublicKeyCredential) return;
    this.querySelector(".without")?.remove();
    this.form.hidden = false;
    this.form.addEventListener("submit", this);
  }

  async handleEvent(event) {
    event.preventDefault();
    const says = this.querySelector("[role=alert]");
    says.textContent = "";
    try {
      this.form.elements.credential.value = JSON.stringify(await this.ask());
    } catch (no) {
      says.textContent = said[no.name] || "That did not work. Try again, or use another way.";
      return;
    }
    this.form.submit();
  }

  async ask() {
    const { publicKey } = await this.options();
    publicKey.challenge = bytes(publicKey.challenge);
    for (const list of [publicKey.allowCredentials, publicKey.excludeCredentials]) for (const each of list || []) each.id = bytes(each.id);
    if (this.getAttribute("wanted") === "create") {
      publicKey.user.id = bytes(publicKey.user.id);
      const alone = this.form.elements.passwordless.checked;
      Object.assign(publicKey.authenticatorSelection, {
        residentKey: alone ? "required" : "discouraged", requireResidentKey: alone, ...(alone && { userVerification: "required" }),
      });
      return this.told(await navigator.credentials.create({ publicKey }));
    }
    return this.told(await navigator.credentials.get({ publicKey }));
  }

  async options() {
    if (this.hasAttribute("options")) return JSON.parse(this.getAttribute("options"));
    const answer = await fetch(this.getAttribute("source"), { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    return (await answer.json()).request_options;
  }

  told(made) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (made.response[part]) response[part] = text(made.response[part]);
    return { id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: made.getClientExtensionResults() };
  }
});
