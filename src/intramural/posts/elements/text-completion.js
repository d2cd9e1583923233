/* <text-completion>: asks the house for people after @ and topics after # while one types in its <text-expander>.
   Ctrl+Enter sends what is written. */
customElements.define("text-completion", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.closest("form").requestSubmit();
    });
    const expander = this.querySelector("text-expander");
    expander.addEventListener("text-expander-change", (event) => event.detail.provide(this.offer(event.detail)));
    expander.addEventListener("text-expander-value", (event) => { event.detail.value = event.detail.item.dataset.value; });
  }
  async offer({ key, text }) {
    this.typed = text;
    if (!text || text.length > 40) return { matched: false };
    const asked = new URLSearchParams({ mark: key, word: text });
    const answer = await fetch(`/write/completion/?${asked}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    const page = answer?.ok ? await answer.text() : "";
    // What was asked with fewer letters and comes late is never given: Enter would take what nobody means any more.
    if (this.typed !== text) return new Promise(() => {});
    const fragment = new DOMParser().parseFromString(page, "text/html").querySelector("ul");
    return { matched: Boolean(fragment?.children.length), fragment };
  }
});
