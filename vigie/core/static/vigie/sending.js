/* Sends the files of a form in parts, and goes on where it was cut off.

   Without this script the form sends them by itself. The words come from the page, in its
   language: a <template> in the form holds one line, and data-… attributes the rest. */
"use strict";

(() => {
  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 30000;
  const TRIES = 25;
  const NO_FILE = "00000000-0000-0000-0000-000000000000";

  class Refused extends Error {}
  class Cancelled extends Error {}

  for (const form of document.querySelectorAll("form[data-sending]")) {
    form.addEventListener("submit", (event) => {
      const input = form.querySelector("input[type=file]");
      if (!input.files.length) return;
      event.preventDefault();
      sendAll(form, [...input.files]);
    });
  }

  async function sendAll(form, files) {
    const buttons = form.querySelectorAll("button[type=submit], input");
    buttons.forEach((each) => { each.disabled = true; });
    const stay = (event) => { event.preventDefault(); };
    window.addEventListener("beforeunload", stay);
    const failed = [];
    for (const file of files) {
      if (!(await sendOne(form, file))) failed.push(file);
    }
    window.removeEventListener("beforeunload", stay);
    if (failed.length) {
      buttons.forEach((each) => { each.disabled = false; });
    } else {
      window.location.assign(form.action);
    }
  }

  /* Returns whether the page may leave this file: it was received, or cancelled. */
  async function sendOne(form, file) {
    const line = new Line(form, file);
    try {
      await new Sending(form, file, line).run();
      line.say("done", file.size);
      return true;
    } catch (error) {
      if (error instanceof Cancelled) {
        line.say("cancelled");
        return true;
      }
      line.fail(error instanceof Refused ? error.message : form.dataset.failed);
      return false;
    }
  }

  /* What is shown of one file: its name, how far it is, a button to cancel. */
  class Line {
    constructor(form, file) {
      this.form = form;
      this.name = file.name;
      const node = form.querySelector("template").content.cloneNode(true);
      node.querySelector("[data-name]").textContent = file.name;
      this.progress = node.querySelector("progress");
      this.progress.max = file.size || 1;
      this.progress.setAttribute("aria-label", file.name);
      this.state = node.querySelector("[data-state]");
      this.button = node.querySelector("button");
      this.button.setAttribute("aria-label", `${this.button.textContent.trim()} ${file.name}`);
      form.querySelector("[data-lines]").append(node);
      this.said = -1;
    }

    at(offset) {
      this.progress.value = offset;
      const percent = Math.floor((100 * offset) / this.progress.max);
      this.state.textContent = `${percent} %`;
      /* A screen reader is told at each quarter, not at each part. */
      const quarter = Math.floor(percent / 25);
      if (quarter > this.said) {
        this.said = quarter;
        this.tell(`${percent} %`);
      }
    }

    say(what, offset) {
      if (offset !== undefined) this.progress.value = offset;
      this.state.textContent = this.form.dataset[what];
      this.tell(this.form.dataset[what]);
      if (what !== "waiting") this.button.hidden = true;
    }

    fail(words) {
      this.state.textContent = words;
      this.state.classList.add("fr-error-text");
      this.button.hidden = true;
      this.tell(words);
    }

    tell(words) {
      this.form.querySelector("[data-live]").textContent = `${this.name}: ${words}`;
    }
  }

  class Sending {
    constructor(form, file, line) {
      this.form = form;
      this.file = file;
      this.line = line;
      this.stop = new AbortController();
      line.button.addEventListener("click", () => this.stop.abort());
      /* No name: what a browser keeps may be read by the next person. */
      this.memory = `vigie-sending-${form.action}-${file.size}-${file.lastModified}`;
    }

    async run() {
      let { offset, part } = await this.resume() ?? await this.begin();
      this.line.at(offset);
      let whole = false;
      while (!whole) {
        const until = Math.min(offset + part, this.file.size);
        const answer = await this.patiently(() => this.sendPart(offset, until));
        if (answer.status === 404) throw new Refused(this.form.dataset.failed);
        whole = answer.ok && answer.offset === this.file.size;
        offset = answer.offset;
        this.line.at(offset);
      }
      sessionStorage.removeItem(this.memory);
    }

    async resume() {
      this.key = sessionStorage.getItem(this.memory);
      if (!this.key) return null;
      const known = await this.patiently(() => this.ask("GET", this.address("part")));
      return known.status === 404 ? null : known;
    }

    async begin() {
      const body = new URLSearchParams({ name: this.file.name, size: this.file.size });
      const begun = await this.patiently(() => this.ask("POST", this.form.dataset.begin, body));
      this.key = begun.file;
      sessionStorage.setItem(this.memory, this.key);
      return begun;
    }

    sendPart(offset, until) {
      const sample = this.form.querySelector("[name=sample]")?.checked ? "&sample=on" : "";
      const address = `${this.address("part")}?offset=${offset}${sample}`;
      return this.ask("POST", address, this.file.slice(offset, until, "application/octet-stream"));
    }

    address(what) {
      return this.form.dataset[what].replace(NO_FILE, this.key);
    }

    async ask(method, address, body) {
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
      const headers = method === "GET" ? {} : { "X-CSRFToken": token };
      const response = await fetch(address, {
        method, body, headers, signal: this.stop.signal, credentials: "same-origin", redirect: "error",
      });
      if (response.status === 404) return { status: 404 };
      if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      const said = isJson ? await response.json() : {};
      if (!response.ok && response.status !== 409) {
        throw new Refused(said.error || this.form.dataset.failed);
      }
      return { ...said, ok: response.ok, status: response.status };
    }

    /* Tries again, each time after a longer wait, or as soon as the network is back. */
    async patiently(step) {
      let wait = FIRST_WAIT;
      for (let tries = 1; ; tries += 1) {
        try {
          return await step();
        } catch (error) {
          if (this.stop.signal.aborted) {
            await this.cancel();
            throw new Cancelled();
          }
          if (error instanceof Refused || tries === TRIES) throw error;
          this.line.say("waiting");
          await this.pause(wait);
          wait = Math.min(2 * wait, LONGEST_WAIT);
        }
      }
    }

    pause(milliseconds) {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        const now = () => { clearTimeout(timer); resolve(); };
        window.addEventListener("online", now, { once: true });
        this.stop.signal.addEventListener("abort", now, { once: true });
      });
    }

    async cancel() {
      sessionStorage.removeItem(this.memory);
      if (!this.key) return;
      this.stop = new AbortController();
      try {
        await this.ask("POST", this.address("cancel"), "");
      } catch {
        /* Forgotten within a day all the same. */
      }
    }
  }
})();
