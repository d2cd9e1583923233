/* <new-posts from="/newer/?since=…">: says, once a minute while somebody looks, how many posts have come. Nothing moves. */
customElements.define("new-posts", class extends HTMLElement {
  connectedCallback() { this.asking = setInterval(() => this.ask(), 60_000); }
  disconnectedCallback() { clearInterval(this.asking); }
  async ask() {
    if (document.hidden) return;
    const answer = await fetch(this.getAttribute("from"), { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok) {
      const words = (await answer.text()).trim();
      if (words !== this.innerHTML) this.innerHTML = words;
    }
  }
});
