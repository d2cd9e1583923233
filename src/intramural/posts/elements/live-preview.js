/* <live-preview>: shows in its region what the form's "Preview" button would have shown on a page of its own. */
customElements.define("live-preview", class extends HTMLElement {
  connectedCallback() {
    this.closest("form").addEventListener("submit", (event) => {
      if (!event.submitter?.hasAttribute("data-preview")) return;
      event.preventDefault();
      this.show(event.target);
    });
  }
  async show(form) {
    const words = new FormData(form);
    for (const name of ["idempotency_key", "files"]) words.delete(name);
    const answer = await fetch("/write/preview/", { method: "POST", body: words, headers: { "HX-Request": "true" } });
    const region = this.firstElementChild;
    region.innerHTML = await answer.text();
    region.hidden = false;
    region.scrollIntoView({ block: "nearest" });
  }
});
