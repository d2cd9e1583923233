/* <search-field>: offers people, places and titles under its field while one types; arrow keys choose, Enter goes there,
   Escape closes. The key / leads into the field from anywhere where nothing is typed. */
customElements.define("search-field", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", "found-so-far"], ["aria-keyshortcuts", "/"]])
      this.field.setAttribute(name, value);
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("focusout", (event) => { if (!this.contains(event.relatedTarget)) this.close(); });
    this.addEventListener("mousedown", (event) => { if (event.target.closest("[role=option]")) event.preventDefault(); });
    this.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
    this.slash = (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      this.field.focus();
      this.field.select();
    };
    document.addEventListener("keydown", this.slash);
  }
  disconnectedCallback() { clearTimeout(this.due); document.removeEventListener("keydown", this.slash); }
  get options() { return [...(this.list?.querySelectorAll("[role=option]") ?? [])]; }
  get chosen() { return this.list?.querySelector("[aria-selected=true]"); }
  soon() {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.ask(), 150);
  }
  async ask() {
    const words = this.field.value.trim();
    if (words.length < 2) return this.close();
    const at = this.latest = (this.latest ?? 0) + 1;
    const answer = await fetch(`/search/suggestions/?${new URLSearchParams({ q: words })}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || at !== this.latest || document.activeElement !== this.field) return;
    const list = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("ul");
    this.close();
    if (!list?.children.length) return;
    this.list = list;
    this.append(list);
    this.field.setAttribute("aria-expanded", "true");
  }
  pressed(event) {
    if (event.key === "Escape" && this.list) { event.preventDefault(); return this.close(); }
    if (event.key === "Enter" && this.chosen) { event.preventDefault(); return this.go(this.chosen); }
    if (!this.list || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const all = this.options, now = all.indexOf(this.chosen);
    this.choose(all[(now + (event.key === "ArrowDown" ? 1 : now < 0 ? 0 : -1) + all.length) % all.length]);
  }
  choose(option) {
    for (const each of this.options) each.setAttribute("aria-selected", String(each === option));
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  go(option) { if (option) location.assign(option.dataset.href); }
  close() {
    this.latest = (this.latest ?? 0) + 1;
    this.list?.remove();
    this.list = null;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
});
