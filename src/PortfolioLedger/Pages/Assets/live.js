// <ledger-live src="/p/demo/events/live" position="345"> hears of new events while the page is looked at,
// and shows the page as it is then: at once, or by a button where somebody is busy in it.

const parts = ["main", "ledger-time", "footer"];

class LedgerLive extends HTMLElement {
  connectedCallback() {
    this.said = document.createElement("p");
    this.said.setAttribute("role", "status");
    this.button = document.createElement("button");
    this.button.hidden = true;
    this.button.addEventListener("click", () => this.show());
    this.append(this.said, this.button);
    this.at = this.last = Number(this.getAttribute("position"));
    this.look = () => document.visibilityState === "visible" ? this.listen() : this.stop();
    this.leave = () => this.stop();
    document.addEventListener("visibilitychange", this.look);
    addEventListener("pagehide", this.leave);
    addEventListener("pageshow", this.look);
    this.look();
  }

  disconnectedCallback() {
    this.stop();
    document.removeEventListener("visibilitychange", this.look);
    removeEventListener("pagehide", this.leave);
    removeEventListener("pageshow", this.look);
  }

  // Browsers open few connections to one host: a page nobody looks at holds none.
  listen() {
    if (this.source) return;
    this.source = new EventSource(`${this.getAttribute("src")}?after=${this.last}`);
    this.source.onmessage = message => this.heard(Number(message.data));
    // A refusal is final; a connection that is lost comes back by itself.
    this.source.onerror = () => { if (this.source?.readyState === EventSource.CLOSED) this.stop(); };
  }

  stop() {
    this.source?.close();
    this.source = null;
  }

  heard(position) {
    if (!(position > this.last)) return;
    this.last = position;
    const busy = !getSelection().isCollapsed
      || parts.some(part => document.querySelector(part)?.contains(document.activeElement));
    if (busy) this.offer();
    else this.show();
  }

  offer() {
    this.button.textContent = `${this.count()}: show`;
    this.button.hidden = false;
  }

  count() {
    const more = this.last - this.at;
    return more === 1 ? "1 new event" : `${more} new events`;
  }

  async show() {
    if (this.loading) return;
    this.loading = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = this.count();
      for (const part of parts)
        document.querySelector(part)?.replaceWith(
          document.importNode(page.querySelector(part), true));
      this.at = Math.max(this.at, Number(page.querySelector("ledger-live")?.getAttribute("position")));
      this.last = Math.max(this.last, this.at);
      this.button.hidden = true;
      this.said.textContent = `${said}: shown.`;
    } catch {
      this.offer();
    } finally {
      this.loading = false;
    }
    // What came meanwhile, once more; what was shown already is not asked for again.
    if (this.last > this.at && this.button.hidden) this.offer();
  }
}

customElements.define("ledger-live", LedgerLive);
