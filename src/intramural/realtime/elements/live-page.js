/* <live-page position="…">: hears what happens and tells the page by an event "news" with { word, post }.

   One tab of a browser holds the stream and passes on what it hears; where tabs cannot agree on one, each that is looked at
   has its own. Without a stream it asks every half minute. A tab that nobody looks at hears nothing, and asks for what it
   missed when somebody comes back. */
const WORDS = ["post", "changed", "gone", "again", "missed"];
const between = (low, high) => low + Math.random() * (high - low);
customElements.define("live-page", class extends HTMLElement {
  connectedCallback() {
    this.position = this.getAttribute("position");
    this.heard = new Set();
    this.channel = new BroadcastChannel("news");
    this.channel.addEventListener("message", ({ data }) => this.take(data));
    document.addEventListener("visibilitychange", () => this.looked());
    addEventListener("pagehide", () => this.rest());
    addEventListener("pageshow", (event) => { if (event.persisted) this.looked(); });
    this.looked();
  }
  looked() {
    clearTimeout(this.resting);
    if (document.hidden) this.resting = setTimeout(() => this.rest(), 20_000);
    else if (!this.isAwake && !this.isOver) this.wake();
  }
  wake() {
    this.isAwake = true;
    if (!navigator.locks) return this.open();
    this.turn = new AbortController();
    navigator.locks.request("news", { signal: this.turn.signal }, () => new Promise((release) => {
      this.release = release;
      this.open();
    })).catch(() => {});
    this.asking = setTimeout(() => { if (!this.source) this.ask(); }, between(200, 600));
  }
  rest() {
    this.isAwake = false;
    this.source?.close();
    this.source = null;
    this.turn?.abort();
    this.release?.();
    this.release = null;
    for (const due of [this.asking, this.opening, this.resting]) clearTimeout(due);
  }
  open() {
    if (!this.isAwake) return;
    this.source = new EventSource(`/events?after=${this.position}`);
    for (const word of WORDS) this.source.addEventListener(word, (event) => {
      const heard = { word, post: event.data, position: event.lastEventId };
      this.take(heard);
      this.channel.postMessage(heard);
    });
    this.source.addEventListener("error", () => { if (this.source?.readyState === EventSource.CLOSED) this.doWithout(); });
  }
  doWithout() {
    this.source = null;
    clearTimeout(this.asking);
    clearTimeout(this.opening);
    this.asking = setTimeout(() => this.ask(), between(500, 4_000));
    this.opening = setTimeout(() => this.open(), between(20_000, 60_000));
  }
  async ask() {
    clearTimeout(this.asking);
    const answer = await fetch(`/live/?after=${this.position}`).catch(() => null);
    if (answer?.redirected) {
      this.isOver = true;
      return this.rest();
    }
    if (answer?.ok) {
      const { position, news } = await answer.json();
      for (const { word, post } of news) this.take({ word, post, position: "" });
      this.position = position;
    }
    if (this.isAwake && (this.release || !navigator.locks) && !this.source) this.asking = setTimeout(() => this.ask(), between(25_000, 35_000));
  }
  take({ word, post, position }) {
    const heard = `${position} ${word} ${post}`;
    // Tabs hear the same; but who comes back twice from the same moment has missed something each time.
    if (position && word !== "missed" && this.heard.has(heard)) return;
    this.heard.add(heard);
    if (this.heard.size > 500) this.heard.delete(this.heard.values().next().value);
    if (position) this.position = position;
    document.dispatchEvent(new CustomEvent("news", { detail: { word, post } }));
  }
});
