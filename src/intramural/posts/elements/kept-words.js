/* <kept-words>: keeps what is typed in its form in this tab, for this person and page, until it is sent: whoever then quotes somebody
   or opens something beside it finds their words again. */
customElements.define("kept-words", class extends HTMLElement {
  connectedCallback() {
    const key = `words:${this.getAttribute("of")}:${location.pathname}`, form = this.querySelector("form"), field = form.querySelector("textarea");
    if (!field.value) field.value = sessionStorage.getItem(key) ?? "";
    // An address with a place in the page keeps the browser from it.
    if (field.autofocus) addEventListener("load", () => setTimeout(() => field.focus()), { once: true });
    field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  }
});
