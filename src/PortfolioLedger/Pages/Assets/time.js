// <ledger-time days="19905 3 1" day="2026-03-31"> adds a slider that steps over the days on which
// something was decided. It fills in the date box beside it, which works without it too.

const dayOf = number => new Date(number * 86400000).toISOString().slice(0, 10);

function unpack(packed) {
  let day = 0;
  return packed.split(" ").filter(Boolean).map(step => dayOf(day += Number(step)));
}

const focusNext = "ledger-time";

class LedgerTime extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const box = form?.elements.asOf;
    const days = unpack(this.getAttribute("days")).filter(day => day <= this.getAttribute("today"));
    if (!box || days.length < 2 || form.querySelector("[type=range]")) return;
    const reviews = new Map([...this.querySelectorAll("[data-day]")]
      .map(link => [link.dataset.day, link.textContent.trim()]));
    const last = days.length - 1;
    const shown = days.findLastIndex(day => day <= this.getAttribute("day"));

    const label = document.createElement("label");
    label.className = "travel";
    const slider = Object.assign(document.createElement("input"),
      { type: "range", min: 0, max: last, step: 1 });
    slider.value = Math.max(shown, 0);
    const said = document.createElement("output");
    const ticks = document.createElement("datalist");
    ticks.id = "ledger-time-reviews";
    for (const [day, name] of reviews)
      if (days.includes(day)) ticks.append(new Option(name, days.indexOf(day)));
    slider.setAttribute("list", ticks.id);
    label.append("Changes ", slider, ticks);
    form.querySelector("label").before(label, said);

    const words = () => {
      const at = Number(slider.value);
      const review = reviews.get(days[at]);
      return (at === last ? "now" : days[at]) + (review ? `, ${review}` : "");
    };
    const say = () => {
      slider.setAttribute("aria-valuetext", words());
      said.textContent = words();
    };
    // The whole address, without fields that were left empty: it is a link to share.
    const show = () => {
      const address = new URL(location.pathname, location.origin);
      for (const [name, text] of new FormData(form))
        if (text !== "") address.searchParams.append(name, text);
      location.assign(address);
    };
    slider.addEventListener("input", () => {
      box.value = Number(slider.value) === last ? "" : days[slider.value];
      say();
    });
    // A key moves it one step and may be pressed again; letting go of it with a pointer is meant.
    slider.addEventListener("pointerup", () => { if (Number(slider.value) !== shown) show(); });
    slider.addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      sessionStorage.setItem(focusNext, "1");
      show();
    });
    slider.title = "Arrow keys move it, Enter shows the day";
    say();
    if (sessionStorage.getItem(focusNext)) {
      sessionStorage.removeItem(focusNext);
      slider.focus();
    }
  }
}

customElements.define("ledger-time", LedgerTime);
