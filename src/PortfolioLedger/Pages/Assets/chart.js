// <ledger-chart type="bars" x="score" y="name"> draws the table inside it, which stays: it is what is
// read aloud, what prints without scripts, and where the numbers are.

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

// Cells as people read them: thousands apart, a dash where nothing is known.
function valueOf(cell) {
  const text = cell?.textContent.trim() ?? "";
  const number = Number(text.replaceAll(",", ""));
  return text === "" || text === "–" ? null : Number.isNaN(number) ? text : number;
}

function read(table) {
  const fields = [...table.tHead.rows[0].cells].map(cell => cell.dataset.field);
  return [...table.tBodies[0].rows].map(row =>
    Object.fromEntries(fields.map((field, i) => [field, valueOf(row.cells[i])])));
}

const known = (rows, ...fields) => rows.filter(row => fields.every(field => row[field] !== null));

// A step that leads nowhere is none.
const moved = (rows, { x, to, y }) =>
  known(rows, x, to, y).filter(row => row[x] !== row[to]);

const charts = {
  bars(rows, { x, y }) {
    const data = known(rows, x, y);
    return {
      marginLeft: 220, height: 40 + 24 * data.length,
      // By their place, not by their names: two may have the same.
      x: { grid: true }, y: { label: null, domain: data.map((_, i) => i), tickFormat: i => data[i][y] },
      marks: [
        Plot.barX(data, { x, y: (_, i) => i, fill: "currentColor", fillOpacity: 0.55 }),
        Plot.text(data, { x, y: (_, i) => i, text: row => row[x].toLocaleString("en"), dx: 4, textAnchor: "start" }),
        Plot.ruleX([0]),
      ],
    };
  },

  slope(rows, { x, to, y, before = "then", after = "now" }) {
    const data = known(rows, x, to, y).flatMap((row, i) => [
      { i, name: row[y], at: before, rank: row[x], moved: row[to] - row[x] },
      { i, name: row[y], at: after, rank: row[to], moved: row[to] - row[x] },
    ]);
    return {
      marginLeft: 220, marginRight: 220, marginTop: 40, marginBottom: 20, height: 80 + 14 * data.length,
      x: { type: "point", domain: [before, after], label: null, axis: "top" },
      y: { reverse: true, axis: null },
      marks: [
        // Who moved has a thicker line: colour says nothing here.
        Plot.line(data, {
          x: "at", y: "rank", z: "i", stroke: "currentColor",
          strokeWidth: row => row.moved === 0 ? 1 : 2,
        }),
        Plot.dot(data, { x: "at", y: "rank", fill: "currentColor" }),
        Plot.text(data.filter(row => row.at === before),
          { x: "at", y: "rank", text: row => `${row.name} ${row.rank}`, dx: -8, textAnchor: "end" }),
        Plot.text(data.filter(row => row.at === after),
          { x: "at", y: "rank", text: row => `${row.rank} ${row.name}`, dx: 8, textAnchor: "start" }),
      ],
    };
  },
};

charts.waterfall = (rows, fields) => {
  const { x, to, y } = fields;
  const data = moved(rows, fields);
  const short = text => text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return {
    marginLeft: 380, height: 60 + 26 * data.length,
    x: { grid: true, label: "score" },
    y: { label: null, domain: data.map((_, i) => i), tickFormat: i => short(data[i][y]) },
    marks: [
      Plot.barX(data, {
        x1: x, x2: to, y: (_, i) => i, fill: "currentColor",
        fillOpacity: row => row[to] > row[x] ? 0.55 : 0.2, stroke: "currentColor",
      }),
      Plot.text(data, {
        x: row => Math.max(row[x], row[to]), y: (_, i) => i, dx: 4, textAnchor: "start",
        text: row => `${row[to] > row[x] ? "▲" : "▼"} ${Math.abs(row[to] - row[x]).toFixed(2)}`,
      }),
    ],
  };
};

// Bars from the one end to the other, with a mark where things stand: the longest say the most.
charts.tornado = (rows, { x, to, y, base }) => {
  const data = known(rows, x, to, y);
  const short = text => text.length > 34 ? `${text.slice(0, 33)}…` : text;
  return {
    marginLeft: 250, marginRight: 50, height: 50 + 24 * data.length,
    x: { grid: true, label: null },
    y: { label: null, domain: data.map((_, i) => i), tickFormat: i => short(String(data[i][y])) },
    marks: [
      Plot.barX(data, {
        x1: x, x2: to, y: (_, i) => i, insetTop: 4, insetBottom: 4, fill: "currentColor", fillOpacity: 0.4,
      }),
      Plot.tickX(data, { x: base, y: (_, i) => i, stroke: "currentColor", strokeWidth: 3 }),
      Plot.text(data, {
        x: row => Math.max(row[x], row[to], row[base]), y: (_, i) => i, dx: 6, textAnchor: "start",
        text: row => row[x] === row[to] ? `${row[base]}` : `${row[x]}–${row[to]}`,
      }),
    ],
  };
};

// The best value rises in steps; what rank order gives stands beneath, today's with a cross.
charts.frontier = (rows, { x, y, to, at, height, end }) => {
  const data = known(rows, x, y);
  const last = data.at(-1);
  const best = last && end !== undefined && Number(end) > last[x]
    ? [...data, { ...last, [x]: Number(end) }] : data;
  const here = at === undefined ? [] : [{ cost: Number(at), value: Number(height) }];
  return {
    marginLeft: 70, marginRight: 30, height: 360,
    x: { grid: true, label: "budget" }, y: { grid: true, label: "value", zero: true },
    marks: [
      Plot.line(best, { x, y, curve: "step-after", stroke: "currentColor", strokeWidth: 2 }),
      Plot.line(known(data, to), { x, y: to, stroke: "currentColor", strokeDasharray: "4 4" }),
      Plot.dot(data, {
        x, y, r: 3, stroke: "currentColor",
        fill: row => row.proved === "yes" ? "currentColor" : "none",
      }),
      Plot.dot(here, { x: "cost", y: "value", symbol: "times", r: 7, stroke: "currentColor", strokeWidth: 3 }),
      Plot.text(here, { x: "cost", y: "value", text: () => "in rank order", dy: 18 }),
    ],
  };
};

// Ranks in several columns: one line for each row, from column to column.
charts.bump = (rows, { y }, table) => {
  const columns = [...table.tHead.rows[0].cells].filter(cell => cell.dataset.field !== y);
  const labels = columns.map((cell, i) => `${i + 1}. ${cell.textContent.trim()}`);
  const data = rows.flatMap((row, i) => columns.map((cell, at) =>
    ({ i, name: row[y], at: labels[at], rank: row[cell.dataset.field] }))).filter(row => row.rank !== null);
  const last = labels.at(-1);
  return {
    marginLeft: 220, marginRight: 220, marginTop: 40, marginBottom: 20, height: 80 + 28 * rows.length,
    x: { type: "point", domain: labels, label: null, axis: "top", tickFormat: label => label.replace(/^\d+\. /, "") },
    y: { reverse: true, axis: null },
    marks: [
      Plot.line(data, { x: "at", y: "rank", z: "i", stroke: "currentColor" }),
      Plot.dot(data, { x: "at", y: "rank", fill: "currentColor" }),
      Plot.text(data.filter(row => row.at === labels[0]),
        { x: "at", y: "rank", text: row => `${row.name} ${row.rank}`, dx: -8, textAnchor: "end" }),
      Plot.text(data.filter(row => row.at === last && last !== labels[0]),
        { x: "at", y: "rank", text: row => `${row.rank} ${row.name}`, dx: 8, textAnchor: "start" }),
    ],
  };
};

class LedgerChart extends HTMLElement {
  async connectedCallback() {
    const table = this.querySelector("table");
    const fields = Object.fromEntries([...this.attributes].map(a => [a.name, a.value]));
    const type = charts[fields.type];
    if (!table?.tHead || !type || this.querySelector("figure")) return;
    const rows = read(table);
    if (type === charts.waterfall && moved(rows, fields).length === 0) return;
    try {
      await load("/assets/d3.js");
      await load("/assets/plot.js");
    } catch {
      return; // The table says it all.
    }
    const drawn = Plot.plot({
      className: "ledger-plot", width: Math.min(900, Math.max(560, this.clientWidth)),
      ...type(rows, fields, table),
    });
    // Style sheets inside a page are not applied here; the page's own has these rules.
    drawn.querySelectorAll("style").forEach(style => style.remove());
    const figure = document.createElement("figure");
    figure.setAttribute("role", "img");
    figure.setAttribute("aria-label", `Chart of the table below: ${fields.label}`);
    figure.append(drawn);
    this.prepend(figure);
  }
}

customElements.define("ledger-chart", LedgerChart);
