/* <draft-keeper>: keeps its form as a draft while one types, and lets it be sent only when that is done. */
customElements.define("draft-keeper", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("submit", (event) => this.before(event));
  }
  disconnectedCallback() { clearTimeout(this.due); }
  soon() {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.keep(), 1500);
  }
  keep() {
    clearTimeout(this.due);
    this.keeping = (this.keeping ?? Promise.resolve()).then(() => this.send()).catch(() => this.say("Not kept just now; it is still here."));
    return this.keeping;
  }
  async send() {
    const words = new FormData(this.form);
    for (const name of ["idempotency_key", "files"]) words.delete(name);
    if (!`${words.get("body")}${words.get("title")}${words.get("options")}${words.get("url")}`.trim()) return;
    const answer = await fetch("/drafts/", { method: "POST", body: words, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.status);
    const { draft } = await answer.json();
    this.form.elements.draft.value = draft;
    history.replaceState(null, "", `/write/?draft=${draft}`);
    this.say("Kept as a draft.");
  }
  say(words) { this.querySelector(".kept").textContent = words; }
  async before(event) {
    clearTimeout(this.due);
    if (!this.keeping || event.submitter?.hasAttribute("data-preview")) return;
    event.preventDefault();
    await this.keeping;
    this.keeping = null;
    this.form.requestSubmit(event.submitter);
  }
});
