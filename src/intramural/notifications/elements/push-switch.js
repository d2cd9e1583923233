/* <push-switch key="…" here>: turns on that news appears on this device. It asks the browser, and sends what it answers with
   the form in it; or it says what is missing. `here`: it is on already, so it is offered again only if the browser lost it. */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const apple = /iPhone|iPad/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
const said = {
  denied: "This browser keeps notifications of this site away. Allow them in its settings, then reload this page.",
  ignored: "You have not allowed it. Press the button again when you want to.",
  install: "On an iPhone or iPad, first add this network to the home screen (Share, Add to Home Screen), and open it from there.",
  unable: "This browser cannot be reached by push. Mail can reach you instead.",
  failed: "The browser’s push service did not answer. Try again later, or choose mail.",
};

customElements.define("push-switch", class extends HTMLElement {
  async connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.querySelector(".without")?.remove();
    if (!navigator.serviceWorker || !window.PushManager || !window.Notification)
      return this.say(apple && !navigator.standalone ? "install" : "unable");
    if (Notification.permission === "denied") return this.say("denied");
    this.form.addEventListener("submit", this);
    this.form.hidden = this.hasAttribute("here") && await this.isOn();
  }

  async handleEvent(event) {
    event.preventDefault();
    this.say("");
    const allowed = await Notification.requestPermission();
    if (allowed !== "granted") return this.say(allowed === "denied" ? "denied" : "ignored");
    try {
      const { endpoint, keys } = (await this.subscribed()).toJSON();
      for (const [name, value] of Object.entries({ endpoint, ...keys })) if (this.form.elements[name]) this.form.elements[name].value = value;
    } catch {
      return this.say("failed");
    }
    this.form.submit();
  }

  async isOn() {
    const { pushManager } = await navigator.serviceWorker.ready;
    return await pushManager.getSubscription().then(Boolean, () => false);
  }

  /* Always anew: what was subscribed before may be somebody else’s, or under another key. */
  async subscribed() {
    const { pushManager } = await navigator.serviceWorker.ready;
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(this.getAttribute("key")) });
  }

  say(what) { this.querySelector("[role=status]").textContent = said[what] ?? ""; }
});
