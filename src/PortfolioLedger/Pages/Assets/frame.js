// Comforts of every page: / goes to the search, a button prints, light or dark is chosen and kept.

class LedgerSearch extends HTMLElement {
  connectedCallback() {
    this.pressed = event => {
      const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.querySelector("input[type=search]").focus();
    };
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }
}

class LedgerPrint extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Print";
    button.addEventListener("click", () => print());
    this.append(button);
  }
}

// The server writes the choice into the page, so that it comes in the right colours at once.
class LedgerTheme extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const select = document.createElement("select");
    for (const [value, words] of [["", "as the browser"], ["light", "light"], ["dark", "dark"]])
      select.append(new Option(words, value));
    select.value = document.documentElement.dataset.theme ?? "";
    select.addEventListener("change", () => {
      const age = select.value ? 60 * 60 * 24 * 365 : 0;
      document.cookie = `ledger-theme=${select.value}; path=/; max-age=${age}; samesite=strict`;
      if (select.value) document.documentElement.dataset.theme = select.value;
      else delete document.documentElement.dataset.theme;
    });
    const label = document.createElement("label");
    label.append("Colours ", select);
    this.append(label);
  }
}

customElements.define("ledger-search", LedgerSearch);
customElements.define("ledger-print", LedgerPrint);
customElements.define("ledger-theme", LedgerTheme);
