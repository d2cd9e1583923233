/* <live-posts>: keeps the posts of the page as they are now. What one reads stays where it is, and what one types is kept. */
const GONE = "What was here is not here any more.";
const MOST_TRIES = 4;
const CSRF = "input[name=csrfmiddlewaretoken], input[name=idempotency_key]";
customElements.define("live-posts", class extends HTMLElement {
  connectedCallback() {
    this.listen = ({ detail }) => this.hear(detail);
    document.addEventListener("news", this.listen);
    this.near = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) {
        this.near.unobserve(target);
        this.soon(target.id.slice(5));
      }
    }, { rootMargin: "60%" });
    this.due = new Map();
  }
  disconnectedCallback() {
    document.removeEventListener("news", this.listen);
    this.near.disconnect();
    this.due.forEach(clearTimeout);
  }
  hear({ word, post }) {
    const card = post && document.getElementById(`post-${post}`);
    if (word === "changed" && card) this.changed(card);
    if (word === "gone" && card) this.keepPlace(() => this.takeAway(card));
    if (word === "again" || word === "missed") this.askForAll(word === "missed");
  }
  /* A page's own post is asked for at once, for the sake of what is said under it; others when they come into view. */
  changed(card) {
    if (this.isPageOf(card)) this.soon(card.id.slice(5));
    else this.near.observe(card);
  }
  get cards() { return [...document.querySelectorAll("main article.post[id^='post-']")]; }
  isPageOf(card) { return Boolean(card.querySelector("h1")) || location.pathname === `/posts/${card.id.slice(5)}/`; }
  async askForAll(andRefresh, tries = 0) {
    const ids = this.cards.map((card) => card.id.slice(5));
    if (!ids.length) return;
    const answer = await fetch(`/live/posts/?ids=${ids.slice(0, 200)}`).catch(() => null);
    if (answer?.redirected) return;
    if (!answer?.ok) return this.again("all", tries, () => this.askForAll(andRefresh, tries + 1));
    const still = new Set((await answer.json()).ids);
    for (const card of this.cards.filter((card) => ids.includes(card.id.slice(5)))) {
      if (!still.has(card.id.slice(5))) this.keepPlace(() => this.takeAway(card));
      else if (andRefresh) this.changed(card);
    }
  }
  soon(post) {
    if (!this.due.has(post)) this.due.set(post, setTimeout(() => this.refresh(post), 40 + Math.random() * 260));
  }
  /* A server that is busy or just restarts is asked again, a little later each time; after that, the next news or visit asks. */
  again(what, tries, act) {
    if (tries >= MOST_TRIES) return;
    clearTimeout(this.due.get(what));
    this.due.set(what, setTimeout(act, 1_000 * 2 ** tries * (1 + Math.random())));
  }
  async refresh(post, tries = 0) {
    this.due.delete(post);
    const card = document.getElementById(`post-${post}`);
    if (!card) return;
    const whole = this.isPageOf(card) ? "?whole=1" : "";
    const answer = await fetch(`/live/posts/${post}/${whole}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.redirected) return;
    if (answer?.status === 404 || answer?.status === 410) return this.keepPlace(() => this.takeAway(card));
    if (!answer?.ok) return this.again(post, tries, () => this.refresh(post, tries + 1));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = fresh.getElementById(card.id), isShell = now?.matches(".shell");
    if (whole && now && isShell !== card.matches(".shell")) return location.reload();
    this.keepPlace(() => {
      this.put(card, now);
      if (whole && !isShell) this.putTalk(fresh);
    });
  }
  putTalk(fresh) {
    const talk = document.querySelector("main #comments"), known = talk.querySelectorAll("article[id^='comment-']").length;
    if ("earlier" in talk.dataset) return;
    const under = document.querySelector("main .under"), reach = fresh.querySelector(".under");
    if (under && under.textContent.startsWith(reach.textContent) === false) under.replaceWith(document.adoptNode(reach));
    const wanted = [...fresh.querySelectorAll("#comments > article")];
    const ids = new Set(wanted.map((one) => one.id).filter(Boolean));
    for (const old of talk.querySelectorAll(":scope > article")) if (!ids.has(old.id)) old.remove();
    let before = null;
    for (const one of wanted) {
      const old = one.id && document.getElementById(one.id);
      if (old) before = this.put(old, one);
      else {
        const added = document.adoptNode(one);
        before ? before.after(added) : talk.prepend(added);
        this.ready(added);
        before = added;
      }
    }
    const more = talk.querySelectorAll("article[id^='comment-']").length - known;
    if (more > 0) this.textContent = more === 1 ? "A new reply." : `${more} new replies.`;
  }
  /* Puts the fresh one in the old one's place, with its menus open and the focus where they were; returns what stands there. */
  put(old, fresh) {
    if (!fresh || this.asServed(old) === this.asServed(fresh)) return old;
    const open = [...old.querySelectorAll("details")].map((menu) => menu.open);
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    const added = document.adoptNode(fresh);
    added.querySelectorAll("details").forEach((menu, n) => { menu.open = Boolean(open[n]); });
    old.replaceWith(added);
    this.ready(added);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    return added;
  }
  ready(added) {
    for (const field of added.querySelectorAll("input[name=next]")) field.value = field.value.replace(/^\/live\/[^#]*/, location.pathname);
    window.htmx?.process(added);
  }
  asServed(article) {
    const copy = article.cloneNode(true);
    copy.querySelectorAll(CSRF).forEach((field) => field.remove());
    copy.querySelectorAll("input[name=next]").forEach((field) => field.remove());
    copy.querySelectorAll("details").forEach((menu) => { menu.open = false; });
    copy.querySelectorAll("time").forEach((time) => { time.removeAttribute("title"); });
    copy.querySelectorAll("undo-window .left").forEach((left) => left.remove());
    return copy.innerHTML.replace(/\s+/g, " ");
  }
  takeAway(card) {
    const isPage = this.isPageOf(card), said = document.createElement("p");
    said.className = "blank";
    said.textContent = GONE;
    card.replaceChildren(document.createElement("span"), said);
    card.removeAttribute("id");
    if (!isPage) return;
    document.querySelectorAll("main .under, main > h1, main #comments > article, main #reply .quoted").forEach((part) => part.remove());
    document.title = GONE;
    said.append(" ", Object.assign(document.createElement("a"), { href: "/", textContent: "To the stream" }));
    const form = document.getElementById("reply");
    if (form && ![...form.querySelectorAll("textarea")].some((field) => field.value.trim())) form.remove();
  }
  keepPlace(change) {
    const inView = (one) => one && one !== document.body && one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight;
    const held = inView(document.activeElement) ? document.activeElement : [...document.querySelectorAll("main article[id]")].find(inView);
    const top = held?.getBoundingClientRect().top;
    change();
    const now = held?.isConnected ? held : held?.id && document.getElementById(held.id);
    if (now) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
  }
});
