/* <live-reach>: says anew, in words and number, how far the choice of its form reaches, as soon as it changes. */
const ASKED = ["audience", "space", "units", "people", "known_to", "opens_at", "then", "then_space", "then_units", "then_people"];
customElements.define("live-reach", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.listen = (event) => { if (ASKED.includes(event.target.name)) this.soon(); };
    this.form.addEventListener("input", this.listen);
    this.form.addEventListener("focusout", this.listen);
  }
  disconnectedCallback() { this.form.removeEventListener("input", this.listen); this.form.removeEventListener("focusout", this.listen); }
  soon() {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.ask(), 250);
  }
  async ask() {
    const chosen = new URLSearchParams([...new FormData(this.form)].filter(([name]) => ASKED.includes(name)));
    if (chosen.get("opens_at")) chosen.set("body", (this.form.elements.body?.value.match(/#[\p{L}\d_-]+/gu) ?? []).join(" "));
    const at = this.latest = (this.latest ?? 0) + 1;
    const answer = await fetch(`/write/reach/?${chosen}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer && at === this.latest) this.innerHTML = await answer.text();
  }
});
