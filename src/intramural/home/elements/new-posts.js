/* <new-posts from="/newer/?since=…">: says how many posts have come since. Nothing moves. */
customElements.define("new-posts", class extends HTMLElement {
  connectedCallback() {
    this.listen = ({ detail: { word } }) => { if (["post", "gone", "again", "missed"].includes(word)) this.soon(word); };
    document.addEventListener("news", this.listen);
  }
  disconnectedCallback() {
    document.removeEventListener("news", this.listen);
    clearTimeout(this.due);
  }
  soon(word) {
    if (word !== "post" && word !== "missed" && !this.firstElementChild) return;
    this.due ??= setTimeout(() => this.ask(), Math.random() * 500);
  }
  async ask() {
    this.due = null;
    const answer = await fetch(this.getAttribute("from"), { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const words = (await answer.text()).trim();
      if (words !== this.innerHTML) this.innerHTML = words;
    }
  }
});
