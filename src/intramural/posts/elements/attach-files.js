/* <attach-files>: takes files that are chosen, pasted or dropped. With `to` it sends each at once to the draft of its form,
   with progress, and the form waits for that; without, they go into the field and are sent with the form. */
customElements.define("attach-files", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.field = this.querySelector("input[type=file]");
    this.list = this.querySelector(".attached");
    this.status = this.appendChild(document.createElement("p"));
    this.status.className = "soft";
    this.status.setAttribute("role", "status");
    this.bar = document.createElement("progress");
    this.bar.setAttribute("aria-label", "Sending files");
    if (this.sends) this.field.addEventListener("change", () => { this.take([...this.field.files]); this.field.value = ""; });
    this.form.addEventListener("paste", (event) => this.offered(event, event.clipboardData));
    this.form.addEventListener("drop", (event) => this.offered(event, event.dataTransfer));
    this.form.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
    this.addEventListener("click", (event) => this.remove_(event));
  }
  get sends() { return this.hasAttribute("to"); }
  offered(event, data) {
    if (!data?.files.length) return;
    event.preventDefault();
    if (this.sends) return this.take([...data.files]);
    const all = new DataTransfer();
    for (const file of [...this.field.files, ...data.files]) all.items.add(file);
    this.field.files = all.files;
    this.say(`${all.files.length} chosen.`);
  }
  take(files) {
    const keeper = this.closest("draft-keeper");
    const before = Promise.all([this.sending, keeper?.keeping]);
    const sending = before.then(async () => {
      const wrong = [];
      for (const file of files) await this.send(file).catch((no) => wrong.push(no.message));
      this.bar.remove();
      this.say(wrong.length ? wrong.join(" ") : files.length === 1 ? "Attached." : `${files.length} attached.`);
    }).finally(() => { if (keeper?.keeping === sending) keeper.keeping = null; });
    this.sending = sending;
    if (keeper) keeper.keeping = sending;
  }
  send(file) {
    const most = Number(this.getAttribute("most"));
    if (most && file.size > most) return Promise.reject(new Error(`“${file.name}” is larger than ${Math.round(most / 1048576)} MB. Make it smaller, or link to where it lies.`));
    this.say(`Sending ${file.name} …`);
    this.bar.removeAttribute("value");
    this.append(this.bar);
    const words = new FormData();
    for (const name of ["csrfmiddlewaretoken", "draft"]) words.set(name, this.form.elements[name].value);
    words.set("idempotency_key", [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    words.set("files", file);
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.getAttribute("to"));
      request.setRequestHeader("HX-Request", "true");
      request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) this.bar.value = event.loaded / event.total; });
      request.addEventListener("error", () => failed(new Error(`“${file.name}” could not be sent. Try again.`)));
      request.addEventListener("load", () => {
        const answer = new DOMParser().parseFromString(request.responseText.replaceAll("<", " <"), "text/html").body;
        if (request.status >= 400) return failed(new Error(answer.textContent.replace(/\s+/g, " ").trim() || `“${file.name}” was not taken.`));
        const kept = answer.querySelector("[data-draft]");
        if (!kept) return failed(new Error(`“${file.name}” was sent twice. Reload the page to see it.`));
        this.show(kept);
        done();
      });
      request.send(words);
    });
  }
  show(kept) {
    if (!this.form.elements.draft.value) this.form.elements.version.value = kept.dataset.version;
    this.form.elements.draft.value = kept.dataset.draft;
    history.replaceState(null, "", `/write/?draft=${kept.dataset.draft}`);
    for (const item of [...kept.children])
      if (!this.list.querySelector(`[data-file="${item.dataset.file}"]`)) this.list.append(item);
    for (const item of [...this.list.children])
      if (!kept.dataset.ids.split(" ").includes(item.dataset.file)) item.remove();
    this.dispatchEvent(new Event("attached", { bubbles: true }));
  }
  async remove_(event) {
    const button = event.target.closest("button[name=remove]");
    if (!button) return;
    event.preventDefault();
    const words = new FormData();
    words.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(`/files/${button.value}/removal/`, { method: "POST", body: words, headers: { "HX-Request": "true" }, redirect: "manual" }).catch(() => null);
    if (!answer || (answer.status >= 400 && answer.status !== 404)) return this.say("It could not be removed just now. Try again.");
    button.closest("li").remove();
    this.field.focus();
    this.say("Removed.");
  }
  say(words) { this.status.textContent = words; }
});
