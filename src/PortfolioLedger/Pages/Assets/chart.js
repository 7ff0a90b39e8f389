// <ledger-chart type="bars" x="score" y="name"> draws the table inside it, which stays: it is what is
// read aloud, what prints without scripts, and where the numbers are.

import { charts, read } from "./plots.js";

const loading = {};

function load(address) {
  return loading[address] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

class LedgerChart extends HTMLElement {
  async connectedCallback() {
    const table = this.querySelector("table");
    const fields = Object.fromEntries([...this.attributes].map(a => [a.name, a.value]));
    const type = charts[fields.type];
    if (!table?.tHead || !type || this.querySelector("figure")) return;
    const rows = read(table);
    if (type.isEmpty?.(rows, fields)) return;
    try {
      await load("/assets/d3.js");
      await load("/assets/plot.js");
    } catch {
      return; // The table says it all.
    }
    const drawn = Plot.plot({
      className: "ledger-plot", width: Math.min(900, Math.max(560, this.clientWidth)),
      ...type.draw(rows, fields),
    });
    // Style sheets inside a page are not applied here; the page's own has these rules.
    drawn.querySelectorAll("style").forEach(style => style.remove());
    const figure = document.createElement("figure");
    // What can be clicked in it is a link of the table too, which is there without a mouse.
    const links = drawn.querySelectorAll("a");
    links.forEach(link => link.setAttribute("tabindex", "-1"));
    if (links.length === 0) figure.setAttribute("role", "img");
    figure.setAttribute("aria-label", `Chart of the table below: ${fields.label}`);
    // The figure has a name, and the table says the rest.
    drawn.setAttribute("aria-hidden", "true");
    figure.append(drawn);
    const signs = type.signs?.(table, fields);
    if (signs) {
      const caption = document.createElement("figcaption");
      caption.textContent = signs;
      figure.append(caption);
    }
    this.prepend(figure);
  }
}

customElements.define("ledger-chart", LedgerChart);
