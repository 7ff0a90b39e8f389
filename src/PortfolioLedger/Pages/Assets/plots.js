// What is drawn of a table, by the type of its chart. Each is { draw, isEmpty?, signs? }: the options
// of Observable Plot for its rows and fields, whether nothing is worth drawing, what its signs mean.

// Cells as people read them: thousands apart, shares in percent, a dash where nothing is known.
function valueOf(cell) {
  const text = cell?.textContent.trim() ?? "";
  const number = Number(text.replaceAll(",", "").replace(/ %$/, ""));
  return text === "" || text === "–" ? null : Number.isNaN(number) ? text : number;
}

const headOf = table => [...table.tHead.rows[0].cells];

// Each row by the fields of its columns; `series` has what columns of times say, in their order.
export function read(table) {
  const head = headOf(table);
  return [...table.tBodies[0].rows].map(row => ({
    ...Object.fromEntries(head.map((cell, i) => [cell.dataset.field, valueOf(row.cells[i])])),
    series: head.flatMap((cell, i) => cell.dataset.time === undefined ? []
      : [{ time: cell.dataset.time, value: valueOf(row.cells[i]) }]),
    isCut: row.classList.contains("cut"),
    href: row.querySelector("a")?.href,
  }));
}

const known = (rows, ...fields) => rows.filter(row => fields.every(field => row[field] !== null));
const isNumber = value => typeof value === "number";
const short = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
const day = text => new Date(`${text}T00:00:00Z`);

// A step that leads nowhere is none.
const moved = (rows, { x, to, y }) =>
  known(rows, x, to, y).filter(row => row[x] !== row[to]);

// Rows by their place, not by their names: two may have the same.
const places = (data, y) => ({
  label: null, domain: data.map((_, i) => i), tickFormat: i => short(String(data[i][y]), 34),
});

const bars = {
  isEmpty: (rows, { x }) => !rows.some(row => isNumber(row[x])),
  draw(rows, { x, y }) {
    const data = rows.filter(row => !row.isCut && isNumber(row[x]) && row[y] !== null);
    const above = rows.slice(0, rows.findIndex(row => row.isCut))
      .filter(row => isNumber(row[x]) && row[y] !== null).length;
    return {
      marginLeft: 220, marginRight: 70, height: 40 + 24 * data.length,
      x: { grid: true }, y: places(data, y),
      marks: [
        Plot.barX(data, { x, y: (_, i) => i, fill: "currentColor", fillOpacity: 0.55, insetTop: 2, insetBottom: 2 }),
        Plot.text(data, {
          x: row => Math.max(0, row[x]), y: (_, i) => i, text: row => row[x].toLocaleString("en"),
          dx: 4, textAnchor: "start",
        }),
        Plot.ruleX([0]),
        // The line at which the budget ends, in words too.
        rows.some(row => row.isCut) && above > 0 && above < data.length ? [
          Plot.tickY([above - 1], { y: d => d, dy: 12, strokeWidth: 2, strokeDasharray: "6 3" }),
          Plot.text([above - 1], { y: d => d, dy: 12, dx: 6, frameAnchor: "right", textAnchor: "start", text: () => "cut line" }),
        ] : null,
      ],
    };
  },
};

const slope = {
  isEmpty: (rows, { x, to, y }) => known(rows, x, to, y).length === 0,
  draw(rows, { x, to, y, before = "then", after = "now" }) {
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
          { x: "at", y: "rank", text: row => `${short(row.name, 32)} ${row.rank}`, dx: -8, textAnchor: "end" }),
        Plot.text(data.filter(row => row.at === after),
          { x: "at", y: "rank", text: row => `${row.rank} ${short(row.name, 32)}`, dx: 8, textAnchor: "start" }),
      ],
    };
  },
};

const waterfall = {
  isEmpty: (rows, fields) => moved(rows, fields).length === 0,
  draw(rows, fields) {
    const { x, to, y } = fields;
    const data = moved(rows, fields);
    return {
      marginLeft: 380, height: 60 + 26 * data.length,
      x: { grid: true, label: "score" },
      y: { label: null, domain: data.map((_, i) => i), tickFormat: i => short(data[i][y], 60) },
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
  },
};

// Several figures of each row, each with a sign of its own.
const signs = ["●", "△", "■", "◇"];
const severalOf = ({ x }) => x.split(" ");

const dots = {
  isEmpty: (rows, fields) => !rows.some(row => severalOf(fields).some(field => isNumber(row[field]))),
  signs: (table, fields) => severalOf(fields).flatMap((field, i) => {
    const head = headOf(table).find(cell => cell.dataset.field === field);
    return head ? [`${signs[i]} ${head.textContent.trim()}`] : [];
  }).join("   "),
  draw(rows, fields) {
    const data = rows.filter(row => row[fields.y] !== null);
    const points = data.flatMap((row, i) => severalOf(fields).flatMap((field, s) =>
      isNumber(row[field]) ? [{ i, value: row[field], sign: signs[s] }] : []));
    return {
      marginLeft: 220, height: 50 + 26 * data.length,
      x: { grid: true, zero: true, label: fields.unit ?? null }, y: places(data, fields.y),
      marks: [
        Plot.ruleY(data, { y: (_, i) => i, strokeOpacity: 0.2 }),
        Plot.text(points, { x: "value", y: "i", text: "sign", fontSize: 15 }),
      ],
    };
  },
};

// The same figure at several times; every line says its name at its end.
const timesOf = rows => rows[0]?.series.map(point => point.time) ?? [];

const seriesOf = (rows, y) => rows.flatMap((row, i) => row.series
  .filter(point => isNumber(point.value)).map(point => ({ i, name: row[y], ...point })));

// Names at the ends of lines, so far from each other that none covers another.
function apart(points, least) {
  let free = -Infinity;
  return [...points].sort((a, b) => a.value - b.value).map(point => {
    const label = Math.max(point.value, free);
    free = label + least;
    return { ...point, label };
  });
}

const lines = (options, name) => ({
  isEmpty: rows => timesOf(rows).length < 2 || seriesOf(rows, "name").length === 0,
  draw(rows, { y, unit }) {
    const data = seriesOf(rows, y);
    const times = timesOf(rows);
    const last = data.filter(point => point.time === times.at(-1));
    return {
      marginRight: 240, marginLeft: 50, marginTop: 40, marginBottom: 20, height: 120 + 24 * rows.length,
      x: { type: "point", domain: times, label: null, axis: "top", tickFormat: time => short(time, 14) },
      y: { label: unit ?? null, inset: 12, ...options },
      marks: [
        Plot.line(data, { x: "time", y: "value", z: "i", stroke: "currentColor", strokeWidth: 1.5, curve: name === "bump" ? "bump-x" : "linear" }),
        Plot.dot(data, { x: "time", y: "value", r: name === "bump" ? 9 : 3, fill: "currentColor" }),
        name === "bump" ? Plot.text(data, { x: "time", y: "value", text: "value", fill: "var(--paper)" }) : null,
        Plot.text(apart(last, name === "bump" ? 0 : 0.06 * Math.max(...data.map(point => point.value))), {
          x: "time", y: "label", text: point => short(point.name, 32), dx: 14, textAnchor: "start",
        }),
      ],
    };
  },
});

// Measurements, with a rule for the target and one for the value before anything was done.
const trend = {
  isEmpty: (rows, { x, y }) => !rows.some(row => isNumber(row[y]) && row[x] !== null),
  draw(rows, { x, y, min, max, base }) {
    const data = rows.filter(row => isNumber(row[y]) && row[x] !== null);
    const targets = [
      min === undefined ? null : { value: Number(min), text: `target: at least ${min}` },
      max === undefined ? null : { value: Number(max), text: `target: at most ${max}` },
    ].filter(rule => rule !== null);
    const bases = base === undefined ? [] : [{ value: Number(base), text: `baseline: ${base}` }];
    return {
      height: 260, marginTop: 30, marginRight: 160, marginLeft: 60, x: { type: "utc", label: null },
      y: { grid: true, label: null, nice: true },
      marks: [
        Plot.ruleY(targets, { y: "value", strokeDasharray: "8 3", strokeWidth: 1.5 }),
        Plot.ruleY(bases, { y: "value", strokeDasharray: "2 4" }),
        Plot.text([...targets, ...bases], { y: "value", text: "text", frameAnchor: "right", dx: 10, textAnchor: "start" }),
        Plot.line(data, { x: row => day(row[x]), y, stroke: "currentColor" }),
        Plot.dot(data, { x: row => day(row[x]), y, fill: "currentColor", r: 4 }),
        Plot.text(data, { x: row => day(row[x]), y, text: row => row[y].toLocaleString("en"), dy: -12 }),
      ],
    };
  },
};

// How much happened when; a bar leads to its days.
const strip = {
  draw(rows, { x, to, y }) {
    const end = row => new Date(day(row[to]).getTime() + 24 * 60 * 60 * 1000);
    return {
      height: 110, marginLeft: 40, x: { type: "utc", label: null }, y: { label: null, ticks: 3, grid: true },
      marks: [
        Plot.rectY(rows, {
          x1: row => day(row[x]), x2: end, y, fill: "currentColor", fillOpacity: 0.55, inset: 0.5,
          href: "href", title: row => `${row[x]} to ${row[to]}: ${row[y]} events`,
        }),
        Plot.ruleY([0]),
      ],
    };
  },
};

// Two figures of each row against each other.
const scatter = {
  isEmpty: (rows, { x, y }) => rows.filter(row => isNumber(row[x]) && isNumber(row[y])).length < 2,
  draw(rows, { x, y, name, level }) {
    const data = rows.filter(row => isNumber(row[x]) && isNumber(row[y]));
    return {
      height: 340, marginLeft: 60, marginRight: 200,
      x: { grid: true, label: "outputs delivered", zero: true, tickFormat: n => Number.isInteger(n) ? String(n) : "" },
      y: { grid: true, label: "attainment, %", zero: true },
      marks: [
        level === undefined ? null : [
          Plot.ruleY([Number(level)], { strokeDasharray: "8 3" }),
          Plot.text([Number(level)], { y: d => d, text: () => "reached", frameAnchor: "left", dx: 4, dy: 9, textAnchor: "start" }),
        ],
        Plot.dot(data, { x, y, r: 5, fill: "currentColor", title: name }),
        // Names only as long as they can be read.
        data.length > 25 ? null : Plot.text(
          [...Map.groupBy(data, row => `${row[x]} ${row[y]}`).values()],
          { x: at => at[0][x], y: at => at[0][y], text: at => short(at.map(row => row[name]).join(", "), 34), dx: 9, textAnchor: "start" }),
      ],
    };
  },
};

// Bars from the one end to the other, with a mark where things stand: the longest say the most.
const tornado = {
  isEmpty: (rows, { x, to, y }) => known(rows, x, to, y).length === 0,
  draw(rows, { x, to, y, base }) {
    const data = known(rows, x, to, y);
    return {
      marginLeft: 250, marginRight: 50, height: 50 + 24 * data.length,
      x: { grid: true, label: null }, y: places(data, y),
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
  },
};

// The best value rises in steps; what rank order gives stands beneath, today's with a cross.
const frontier = {
  isEmpty: (rows, { x, y }) => known(rows, x, y).length === 0,
  draw(rows, { x, y, to, at, height, end }) {
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
        // No line: between these budgets rank order may give more or less.
        Plot.dot(known(data, to), { x, y: to, symbol: "plus", r: 4, stroke: "currentColor" }),
        Plot.dot(data, {
          x, y, r: 3, stroke: "currentColor",
          fill: row => row.proved === "yes" ? "currentColor" : "none",
        }),
        Plot.dot(here, { x: "cost", y: "value", symbol: "times", r: 7, stroke: "currentColor", strokeWidth: 3 }),
        Plot.text(here, { x: "cost", y: "value", text: () => "in rank order", dy: 18 }),
      ],
    };
  },
};

export const charts = {
  bars, slope, waterfall, dots, trend, strip, scatter, tornado, frontier,
  lines: lines({ grid: true, zero: true }, "lines"),
  bump: lines({ reverse: true, axis: null }, "bump"),
};
