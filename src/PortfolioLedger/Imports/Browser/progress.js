// <ledger-progress src="…"> follows an import by server-sent events and shows its page again when it
// has ended. Without scripts the link inside it does.

class LedgerProgress extends HTMLElement {
  connectedCallback() {
    this.source = new EventSource(this.getAttribute("src"));
    this.source.addEventListener("progress", event => this.show(JSON.parse(event.data)));
    this.source.addEventListener("end", () => {
      this.source.close();
      location.reload();
    });
  }

  disconnectedCallback() {
    this.source?.close();
  }

  show({ done, total, words }) {
    const bar = this.querySelector("progress");
    if (total > 0) {
      bar.max = total;
      bar.value = done;
    } else {
      bar.removeAttribute("value");
    }
    this.querySelector("[role=status]").textContent = words;
  }
}

customElements.define("ledger-progress", LedgerProgress);
