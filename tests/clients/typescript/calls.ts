// Ten typical calls with the generated types, against a running ledger with the demo portfolio:
// node calls.js <address>. Ends with 0 when each answer is what it should be.
import createClient from "openapi-fetch";
import type { components, paths } from "./ledger.js";

const baseUrl = process.argv[2];
const client = (persona: string) =>
  createClient<paths, "application/json" | "application/problem+json">({ baseUrl, headers: { Authorization: `Persona ${persona}` } });

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not as expected: ${what}`);
  console.log(`ok: ${what}`);
}

const approver = client("alice;approver;finance");
const contributor = client("maria;contributor;dep");
const grounds: components["schemas"]["GroundsInput"] = { rationale: "Agreed in the January meeting" };
const path = { portfolio: "generated" };
const demo = { portfolio: "demo" };

// 1. Open a portfolio.
const opened = await approver.POST("/api/v1/portfolios", {
  body: { key: "generated", name: "By a client", currency: "USD" },
});
expect(opened.data?.position === 1 && opened.data.events[0]?.type === "portfolio-opened",
  "a portfolio is opened, with a receipt");

// 2. A batch.
const batch = await contributor.POST("/api/v1/portfolios/{portfolio}/batch", {
  params: { path },
  body: {
    commands: [
      { path: "departments", body: { key: "dep", name: "Environmental Protection" } },
      { path: "initiatives", body: { key: "croton", name: "Croton Falls", kind: "project", sponsor: "omar", department: "dep" } },
    ],
  },
});
expect(batch.data?.position === 3 && batch.data.receipts.length === 2, "a batch has a receipt for each command");

// 3. Propose another initiative.
const proposed = await contributor.POST("/api/v1/portfolios/{portfolio}/initiatives", {
  params: { path },
  body: { key: "depot", name: "Northern depot", kind: "project", sponsor: "omar", department: "dep" },
});
expect(proposed.data?.events[0]?.type === "initiative-proposed", "an initiative is proposed");

// 4. Approve a budget.
const budget = await approver.POST("/api/v1/portfolios/{portfolio}/initiatives/{initiative}/budget", {
  params: { path: { ...path, initiative: "croton" } },
  body: { period: "2026", amount: { amount: "600000.25", currency: "USD" }, grounds },
});
expect(budget.data?.events[0]?.type === "budget-approved", "a budget is approved");

// 5. A refusal is a problem with a code.
const refused = await contributor.POST("/api/v1/portfolios/{portfolio}/initiatives/{initiative}/budget", {
  params: { path: { ...path, initiative: "croton" } },
  body: { period: "2026", amount: { amount: 1 }, grounds },
});
expect(refused.response.status === 403 && refused.error?.code === "role-required", "a refusal says why");

// 6. The initiative as it is now.
const initiative = await approver.GET("/api/v1/portfolios/{portfolio}/initiatives/{initiative}", {
  params: { path: { ...path, initiative: "croton" } },
});
const stage: components["schemas"]["Stage"] | undefined = initiative.data?.stage;
expect(stage === "proposed" && initiative.data?.asOf.position === 5, "one initiative is read");

// 7. The ranking of the demo, as of a past day.
const ranking = await approver.GET("/api/v1/portfolios/{portfolio}/ranking", {
  params: { path: demo, query: { asOf: "2025-06-30" } },
});
const score: number | null | undefined = ranking.data?.items[0]?.score;
expect(score != null && score > 0 && ranking.data?.asOf.effectiveOn === "2025-06-30",
  "a ranking is read as of a past day");

// 8. The alignment, weighed by spend.
const alignment = await approver.GET("/api/v1/portfolios/{portfolio}/alignment", {
  params: { path: demo, query: { basis: "spend" } },
});
expect((alignment.data?.portfolioScore ?? 0) > 0 && alignment.data!.items.length > 1, "the alignment is read");

// 9. The timeline, page by page.
const timeline = (cursor?: string) => approver.GET("/api/v1/portfolios/{portfolio}/timeline", {
  params: { path: demo, query: { limit: 2, cursor } },
});
const first = (await timeline()).data!;
const second = (await timeline(first.nextCursor!)).data!;
expect(second.items.length === 2 && first.items[1]!.position > second.items[0]!.position,
  "a list goes on at its cursor");

// 10. The journal.
const events = await approver.GET("/api/v1/portfolios/{portfolio}/events", {
  params: { path: demo, query: { after: 10, limit: 3 } },
});
expect(events.data?.map((e) => e.position).join() === "11,12,13", "events are read behind a position");
