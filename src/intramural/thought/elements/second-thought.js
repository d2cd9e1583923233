/* <second-thought>: while one writes, asks whether it may concern somebody, and says so in one sentence. It stops nothing. */
customElements.define("second-thought", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.listen = () => this.soon();
    for (const what of ["input", "attached"]) this.form.addEventListener(what, this.listen);
  }
  disconnectedCallback() {
    for (const what of ["input", "attached"]) this.form.removeEventListener(what, this.listen);
    clearTimeout(this.due);
  }
  soon() {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.ask(), 1200);
  }
  async ask() {
    const words = new FormData(this.form);
    for (const name of ["idempotency_key", "files"]) words.delete(name);
    const at = this.latest = (this.latest ?? 0) + 1;
    const answer = await fetch("/write/second-thought/", { method: "POST", body: words, headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || at !== this.latest) return;
    const said = (await answer.text()).trim();
    if (said !== this.said && !this.contains(document.activeElement)) this.innerHTML = this.said = said;
  }
});
