/* <people-names several>: its input becomes a combobox (WAI-ARIA, list autocomplete with manual selection) that offers
   people while one types a name. Down and up choose, Enter takes, Escape closes; what was typed stays as it is otherwise. */
customElements.define("people-names", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    if (!this.input || this.list) return;
    const id = `${this.input.id}-offered`;
    this.list = Object.assign(document.createElement("ul"), { id, hidden: true, className: "completion sheet" });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "People");
    this.told = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    this.told.setAttribute("role", "status");
    this.append(this.list, this.told);
    const marks = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" };
    Object.entries(marks).forEach(([name, value]) => this.input.setAttribute(name, value));
    this.input.addEventListener("input", (event) => { if (event.isTrusted) this.soon(); });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }
  get begun() {
    const typed = this.input.value.slice(0, this.input.selectionStart);
    const part = this.hasAttribute("several") ? typed.split(/[,;]/).pop().split(/\s(?=@)/).pop() : typed;
    return part.trimStart();
  }
  get word() { return this.begun.replace(/^@/, "").trim(); }
  get chosen() { return this.list.querySelector("[aria-selected=true]"); }
  soon() {
    clearTimeout(this.due);
    this.choose([...this.list.children], 0);
    this.due = setTimeout(() => this.ask(), 150);
  }
  async ask() {
    clearTimeout(this.due);
    const word = this.word;
    const at = this.latest = (this.latest ?? 0) + 1;
    if (!word || word.length > 40) return this.close();
    const asked = new URLSearchParams({ mark: "@", word });
    const answer = await fetch(`/write/completion/?${asked}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    const page = answer?.ok ? await answer.text() : "";
    if (at !== this.latest || document.activeElement !== this.input) return;
    const found = [...new DOMParser().parseFromString(page, "text/html").querySelectorAll("[role=option]")];
    found.forEach((option, number) => {
      option.id = `${this.list.id}-${number}`;
      option.setAttribute("aria-selected", "false");
    });
    this.list.replaceChildren(...found);
    this.shown = word;
    this.open(found.length);
    this.told.textContent = found.length ? `${found.length} found` : "Nobody found";
  }
  open(count) {
    this.list.hidden = !count;
    this.input.setAttribute("aria-expanded", String(Boolean(count)));
    this.input.removeAttribute("aria-activedescendant");
  }
  close() {
    clearTimeout(this.due);
    this.latest = (this.latest ?? 0) + 1;
    this.list.replaceChildren();
    this.shown = null;
    this.told.textContent = "";
    this.open(0);
  }
  press(event) {
    const { key } = event, step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (key === "Escape" && this.list.children.length) this.close();
    else if (step && (this.list.children.length || (step > 0 && this.word))) this.move(() => this.choose([...this.list.children], step));
    else if (key === "Enter" && (this.late || this.chosen)) this.move(() => this.take(this.chosen));
    else return;
    event.preventDefault();
  }
  /* What was offered for fewer letters is never chosen from: keys that come before the right list wait for it. */
  move(go) {
    if (!this.late && this.shown === this.word) return go();
    const late = this.late = (this.late ?? this.ask()).then(() => {
      if (this.shown === this.word) go();
      if (this.late === late) this.late = null;
    });
  }
  choose(options, step) {
    if (!options.length) return;
    const before = options.indexOf(this.chosen);
    const now = !step ? -1 : before < 0 && step < 0 ? options.length - 1 : (before + step + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === now)));
    if (now < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", options[now].id);
    options[now].scrollIntoView({ block: "nearest" });
  }
  take(option) {
    if (!option) return;
    const { value, selectionStart } = this.input;
    const head = value.slice(0, selectionStart - this.begun.length) + option.dataset.value + (this.hasAttribute("several") ? ", " : "");
    this.input.value = head + value.slice(selectionStart);
    this.input.setSelectionRange(head.length, head.length);
    this.close();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
