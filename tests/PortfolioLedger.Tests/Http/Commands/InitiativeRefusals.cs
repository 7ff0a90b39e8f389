namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Refusals about initiatives.</summary>
internal static class InitiativeRefusals
{
    private const string Grounds = TestPortfolio.Grounds;

    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All => LifeCycle.Concat(Money).Concat(Rest);

    private static IEnumerable<Provocation> LifeCycle =>
    [
        new("unknown-initiative", 404, p => p.Try("initiatives/none/submission", "{}")),
        new("unknown-initiative", 422, async p =>
        {
            await p.Do("feedback", """{"key":"fb","text":"Thank you"}""");
            return await p.Try("feedback/fb/links", """{"initiative":"none","importance":3}""");
        }),
        new("illegal-transition", 422, p => With(p, "initiatives/croton/start", "{}")),
        new("no-sponsor", 422, async p =>
        {
            await p.DepartmentAsync();
            await p.InitiativeAsync("croton", sponsor: "");
            return await p.Try("initiatives/croton/submission", "{}");
        }),
        new("no-strategic-link", 422, async p =>
        {
            await SubmittedAsync(p);
            return await p.Try("initiatives/croton/approval", TestPortfolio.Only);
        }),
        new("no-financial-case", 422, async p =>
        {
            await SubmittedAsync(p);
            await p.Do("initiatives/croton/exemptions",
                $$"""{"gate":"strategic-link","until":"2999-12-31",{{Grounds}}}""");
            return await p.Try("initiatives/croton/approval", TestPortfolio.Only);
        }),
        new("proposer-cannot-approve", 422, async p =>
        {
            await SubmittedAsync(p);
            return await p.Host.As("paul", "approver")
                .Post(p.PathOf("initiatives/croton/approval"), TestPortfolio.Only);
        }),
        new("not-active", 422, async p =>
        {
            await p.WithInitiativeAsync();
            await p.Do("initiatives/croton/kill", $$"""{"reasonCode":"unneeded",{{Grounds}}}""");
            return await p.Try("initiatives/croton/phase", """{"phase":"Design"}""");
        }),
    ];

    private static IEnumerable<Provocation> Money =>
        [
            new("no-approved-budget", 422, p =>
                With(p, "initiatives/croton/spend", """{"period":"2026-03","amount":1}""")
            ),
            new("delta-mismatch", 422, async p =>
            {
                await BudgetedAsync(p);
                return await p.Try(
                    "initiatives/croton/budget-changes",
                    $$"""{"period":"2026","delta":50,"newTotal":151,{{Grounds}}}"""
                );
            }),
            new("negative-budget", 422, p =>
                With(
                    p,
                    "initiatives/croton/budget",
                    $$"""{"period":"2026","amount":-1,{{Grounds}}}"""
                )
            ),
            new("over-tolerance", 422, async p =>
            {
                await BudgetedAsync(p);
                await p.Do("initiatives/croton/spend", """{"period":"2026-03","amount":110}""");
                return await p.Try(
                    "initiatives/croton/spend",
                    """{"period":"2026-03","amount":0.01}"""
                );
            }),
            new("cash-flows-out-of-order", 422, p => With(
                    p,
                    "initiatives/croton/financial-case",
                    """
                    {"cashFlows":[{"on":"2027-01-01","amount":2},{"on":"2026-01-01","amount":-1}],
                     "currency":"USD","discountRate":0.1}
                    """
                )),
            new("no-financial-case", 422, p => With(
                    p,
                    "initiatives/croton/financial-case/rebaseline",
                    $$"""
                    {"cashFlows":[{"on":"2026-01-01","amount":-1}],"currency":"USD","discountRate":0.1,{{Grounds}}}
                    """
                )),
            new("currency-mismatch", 422, async p =>
            {
                await BudgetedAsync(p);
                return await p.Try(
                    "initiatives/croton/spend",
                    """{"period":"2026-03","amount":{"amount":1,"currency":"EUR"}}"""
                );
            }),
            new("currency-mismatch", 422, async p =>
            {
                await BudgetedAsync(p);
                return await p.Try(
                    "initiatives/croton/budget-changes",
                    $$$"""
                    {"period":"2026","delta":{"amount":1,"currency":"EUR"},
                     "newTotal":{"amount":101,"currency":"USD"},{{{Grounds}}}}
                    """
                );
            }),
            new("currency-mismatch", 422, p => With(
                    p,
                    "initiatives/croton/kill",
                    $$$"""
                    {"reasonCode":"late","sunkCost":{"amount":1,"currency":"EUR"},{{{Grounds}}}}
                    """
                )),
            new("currency-mismatch", 422, p => With(
                    p,
                    "initiatives/croton/financial-case",
                    """
                    {"cashFlows":[{"on":"2026-01-01","amount":-1},{"on":"2027-01-01","amount":2,"currency":"EUR"}],
                     "currency":"USD","discountRate":0.1}
                    """
                )),
            new("currency-mismatch", 422, p => With(
                    p,
                    "initiatives/croton/financial-case",
                    """
                    {"cashFlows":[{"on":"2027-01-01","amount":2}],"currency":"EUR","discountRate":0.1}
                    """
                )),
        ];

    private static IEnumerable<Provocation> Rest => [new("unknown-contribution", 422, async p =>
            {
                await p.ObjectiveAsync("growth");
                return await With(
                    p,
                    "initiatives/croton/contributions/withdrawal",
                    $$"""{"objective":"growth",{{Grounds}}}"""
                );
            }), new("already-exists", 409, async p =>
            {
                await p.ObjectiveAsync("growth");
                await p.WithInitiativeAsync();
                var claim = $$"""{"objective":"growth","contribution":9,{{Grounds}}}""";
                await p.Do("initiatives/croton/contributions", claim);
                return await p.Try("initiatives/croton/contributions", claim);
            }), new("stale-value", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do(
                    "initiatives/croton/schedule",
                    $$"""{"completion":"2030-06-30",{{Grounds}}}"""
                );
                return await p.Try(
                    "initiatives/croton/forecast",
                    """{"old":"2030-07-01","new":"2030-08-01"}"""
                );
            }), new("priority-mismatch", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do("initiatives/croton/priority", $$"""{"to":3,{{Grounds}}}""");
                return await p.Try(
                    "initiatives/croton/priority",
                    $$"""{"from":2,"to":1,{{Grounds}}}"""
                );
            }), new("future-delivery", 422, p => With(p, "initiatives/croton/outputs", """{"output":"intake","deliveredOn":"2999-01-01"}"""))];

    private static async Task<Reply> With(TestPortfolio p, string path, string body) =>
        await (await p.WithInitiativeAsync()).Try(path, body);

    private static async Task SubmittedAsync(TestPortfolio p)
    {
        await p.WithInitiativeAsync();
        await p.Do("initiatives/croton/submission", "{}");
    }

    private static async Task BudgetedAsync(TestPortfolio p)
    {
        await p.WithInitiativeAsync();
        await p.Do("initiatives/croton/budget", $$"""{"period":"2026","amount":100,{{Grounds}}}""");
    }
}
