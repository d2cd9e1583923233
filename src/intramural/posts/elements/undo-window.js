/* <undo-window seconds="14">: counts down what its button says, and goes when the server would refuse. */
customElements.define("undo-window", class extends HTMLElement {
  connectedCallback() {
    const end = performance.now() + 1000 * Number(this.getAttribute("seconds"));
    this.ticking = setInterval(() => {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left > 0) this.querySelector(".left").textContent = left;
      else this.remove();
    }, 500);
  }
  disconnectedCallback() { clearInterval(this.ticking); }
});
