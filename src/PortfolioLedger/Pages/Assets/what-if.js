// <ledger-what-if> asks again as soon as a slider, a choice or the budget changes, and puts the answer
// in the place of the one before. Without scripts the button of the form does the same.

const pause = 400;

class LedgerWhatIf extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", event => {
      const output = this.form.querySelector(`output[for="${CSS.escape(event.target.id)}"]`);
      if (output && event.target.type === "range") output.value = event.target.value;
      // A search is asked for by its button: it takes seconds.
      if (event.target.multiple || event.target.name === "drop") return;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(), pause);
    });
  }

  async ask() {
    if (!this.form.reportValidity()) return;
    const fields = new FormData(this.form);
    // What holds for the best set alone goes with its button.
    fields.delete("include");
    fields.delete("exclude");
    fields.delete("drop");
    const address = `${location.pathname}?${new URLSearchParams([...fields].filter(([, text]) => text !== ""))}`;
    this.asked?.abort();
    this.asked = new AbortController();
    const result = this.querySelector(".result");
    result.classList.add("busy");
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("ledger-what-if");
      if (!next) throw new Error("the answer is another page");
      this.take(next, page, address);
    } catch (fault) {
      // A newer question is on its way; anything else is told by the page itself.
      if (fault.name !== "AbortError") location.assign(address);
    }
  }

  take(next, page, address) {
    const focused = document.activeElement?.id;
    const other = this.form.elements.of?.value !== next.querySelector("form").elements.of?.value;
    this.querySelector(".result").replaceWith(document.adoptNode(next.querySelector(".result")));
    if (other || next.querySelector("form .fault") || this.form.querySelector(".fault")) {
      // Another model has other sliders.
      this.form.replaceWith(document.adoptNode(next.querySelector("form")));
      this.connectedCallback();
      document.getElementById(focused)?.focus();
    } else {
      const notes = next.querySelectorAll(".slider small");
      this.form.querySelectorAll(".slider small").forEach((note, i) => note.replaceWith(notes[i].cloneNode(true)));
    }
    const footer = document.querySelector("footer");
    footer.replaceWith(document.adoptNode(page.querySelector("footer")));
    history.replaceState(null, "", address);
  }
}

customElements.define("ledger-what-if", LedgerWhatIf);
