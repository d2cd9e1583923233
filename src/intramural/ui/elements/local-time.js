/* <local-time>: leaves the server's words alone and adds the exact time as a title. */
customElements.define("local-time", class extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    if (time && !time.title) time.title = new Date(time.dateTime).toLocaleString();
  }
});
