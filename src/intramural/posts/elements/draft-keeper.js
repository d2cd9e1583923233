/* <draft-keeper>: keeps its form as a draft while one types and when one leaves, and has it wait for that when it is sent. With `addressed`,
   the page gets the address of the draft. A draft that another window has changed, shared or thrown away is not kept; that is said. */
customElements.define("draft-keeper", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("submit", (event) => this.before(event));
    this.leaving = () => { if (this.due && !this.keeping) this.send(true).catch(() => {}); };
    addEventListener("pagehide", this.leaving);
  }
  disconnectedCallback() {
    this.rest();
    removeEventListener("pagehide", this.leaving);
  }
  soon() {
    this.rest();
    this.due = setTimeout(() => this.keep(), 1500);
  }
  rest() {
    clearTimeout(this.due);
    this.due = null;
  }
  keep() {
    if (this.keeping) return this.soon();
    this.due = null;
    this.keeping = this.send().catch(() => this.say("Not kept just now; it is still here.")).finally(() => { this.keeping = null; });
  }
  async send(keepalive = false) {
    const words = new FormData(this.form);
    for (const name of ["idempotency_key", "files"]) words.delete(name);
    if (!["body", "title", "options", "url"].some((name) => words.get(name)?.trim())) return;
    const answer = await fetch("/drafts/", { method: "POST", body: words, headers: { "HX-Request": "true" }, keepalive });
    if ([404, 409].includes(answer.status)) return this.say(this.wordsOf(await answer.text()));
    if (!answer.ok) throw new Error(answer.status);
    const { draft, version } = await answer.json();
    this.form.elements.draft.value = draft;
    this.form.elements.version.value = version;
    if (this.hasAttribute("addressed")) history.replaceState(null, "", `/write/?draft=${draft}`);
    this.say("Kept as a draft.");
  }
  wordsOf(page) {
    return new DOMParser().parseFromString(page.replaceAll("<", " <"), "text/html").body.textContent.replace(/\s+/g, " ").trim();
  }
  say(words) { this.querySelector(".kept").textContent = words; }
  before(event) {
    if (event.submitter?.hasAttribute("data-preview")) return;
    this.rest();
    if (!this.keeping) return;
    event.preventDefault();
    // In a task of its own: a form that is just telling of being sent cannot be sent again.
    this.keeping.then(() => setTimeout(() => this.form.requestSubmit(event.submitter)));
  }
});
