/* <walk-tree label>: makes the nested lists in it a tree that arrow keys walk (WAI-ARIA tree pattern). One stop for Tab;
   right opens or goes down, left closes or goes up, Home and End go to the ends, a letter to the next name that begins so. */
customElements.define("walk-tree", class extends HTMLElement {
  connectedCallback() {
    const top = this.querySelector("ul");
    if (!top) return;
    top.setAttribute("role", "tree");
    top.setAttribute("aria-label", this.getAttribute("label") || "");
    this.items = [...this.querySelectorAll("li")];
    this.items.forEach((item, number) => {
      const link = item.querySelector("a");
      link.id ||= `walk-${number}`;
      link.tabIndex = -1;
      item.setAttribute("role", "treeitem");
      item.setAttribute("aria-labelledby", link.id);
      item.tabIndex = number ? -1 : 0;
      const below = item.querySelector("ul");
      if (below) {
        below.setAttribute("role", "group");
        item.setAttribute("aria-expanded", "true");
      }
    });
    this.addEventListener("keydown", this);
    this.addEventListener("focusin", this);
  }

  handleEvent(event) {
    const item = event.target.closest("li");
    if (!item || !this.contains(item)) return;
    if (event.type === "focusin") return this.settle(item);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = {
      ArrowDown: () => this.step(item, 1),
      ArrowUp: () => this.step(item, -1),
      ArrowRight: () => this.isOpen(item) === false ? this.open(item, true) : this.isOpen(item) ? this.step(item, 1) : null,
      ArrowLeft: () => this.isOpen(item) ? this.open(item, false) : this.go(item.parentElement.closest("li")),
      Home: () => this.go(this.shown()[0]),
      End: () => this.go(this.shown().at(-1)),
      Enter: () => item.querySelector("a").click(),
    }[event.key] || (/^\p{L}$/u.test(event.key) ? () => this.seek(item, event.key) : null);
    if (!act) return;
    event.preventDefault();
    act();
  }

  isOpen(item) {
    const state = item.getAttribute("aria-expanded");
    return state === null ? null : state === "true";
  }

  open(item, wanted) {
    item.setAttribute("aria-expanded", String(wanted));
    item.querySelector("ul").hidden = !wanted;
  }

  shown() {
    return this.items.filter((item) => !item.parentElement.closest("[hidden]"));
  }

  step(item, by) {
    const shown = this.shown();
    this.go(shown[shown.indexOf(item) + by]);
  }

  seek(item, letter) {
    const shown = this.shown();
    const at = shown.indexOf(item);
    const order = [...shown.slice(at + 1), ...shown.slice(0, at)];
    this.go(order.find((each) => each.querySelector("bdi")?.textContent.toLowerCase().startsWith(letter.toLowerCase())));
  }

  go(item) {
    if (item) item.focus();
  }

  settle(item) {
    for (const each of this.items) each.tabIndex = each === item ? 0 : -1;
  }
});
