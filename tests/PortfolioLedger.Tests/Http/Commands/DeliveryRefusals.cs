namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Refusals about staffing, plans, dependencies, assurance and early ends.</summary>
internal static class DeliveryRefusals
{
    private const string Grounds = TestPortfolio.Grounds;

    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All => Life.Concat(Work);

    private static IEnumerable<Provocation> Life =>
        [
            new("illegal-transition", 422, p => With(p, "closing", TestPortfolio.Only)),
            new("unknown-initiative", 422, p =>
                With(p, "merger", $$"""{"into":"none",{{Grounds}}}""")
            ),
            new("not-active", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.InitiativeAsync("old");
                await p.Do("initiatives/old/kill", $$"""{"reasonCode":"unneeded",{{Grounds}}}""");
                return await p.Try("initiatives/croton/merger", $$"""{"into":"old",{{Grounds}}}""");
            }),
            new("day-passed", 422, p =>
                With(
                    p,
                    "exemptions",
                    $$"""{"gate":"financial-case","until":"2020-12-31",{{Grounds}}}"""
                )
            ),
            new("day-passed", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do("initiatives/croton/submission", "{}");
                return await p.Try(
                    "initiatives/croton/deferral",
                    $$"""{"revisitOn":"2020-12-31",{{Grounds}}}"""
                );
            }),
            new("not-a-program", 422, p => Proposed(p, "part", "croton")),
            new("cycle-in-parents", 422, p => Proposed(p, "part", "part")),
            new("unknown-initiative", 422, p => Proposed(p, "part", "none")),
            new("dependency-cycle", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.InitiativeAsync("delta");
                await p.Do("initiatives/croton/dependencies", """{"dependsOn":"delta"}""");
                return await p.Try("initiatives/delta/dependencies", """{"dependsOn":"croton"}""");
            }),
            new("unknown-dependency", 422, p =>
                With(p, "dependencies/removal", """{"dependsOn":"delta"}""")
            ),
        ];

    private static IEnumerable<Provocation> Work =>
        [
            new("unknown-scale", 422, p =>
                With(p, "assurance", $$"""{"scale":"stars","rating":"five",{{Grounds}}}""")
            ),
            new("score-out-of-scale", 422, p =>
                With(p, "assurance", $$"""{"scale":"rag","rating":"blue",{{Grounds}}}""")
            ),
            new("not-allocated", 422, p =>
                With(
                    p,
                    "allocations/release",
                    """{"department":"dep","role":"engineer","fte":1,"from":"2026-01-01"}"""
                )
            ),
            new("over-capacity", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do(
                    "capacity",
                    $$"""{"period":"2026","department":"dep","role":"engineer","fte":2}"""
                );
                return await p.Try(
                    "initiatives/croton/allocations",
                    """{"department":"dep","role":"engineer","fte":2.5,"from":"2026-03-01"}"""
                );
            }),
            new("unknown-department", 422, p =>
                With(
                    p,
                    "allocations",
                    """{"department":"none","role":"engineer","fte":1,"from":"2026-01-01"}"""
                )
            ),
            new("period-to-come", 422, p =>
                With(p, "effort", """{"period":"2999-01","hours":8}""")
            ),
            new("shares-above-one", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do(
                    "initiatives/croton/planned-outputs",
                    """{"output":"dam","plannedOn":"2030-01-01","shareOfInitiative":0.7}"""
                );
                return await p.Try(
                    "initiatives/croton/planned-outputs",
                    """{"output":"intake","plannedOn":"2030-01-01","shareOfInitiative":0.31}"""
                );
            }),
            new("stale-value", 422, async p =>
            {
                await PlannedAsync(p);
                return await p.Try(
                    "initiatives/croton/outputs",
                    """{"output":"dam","plannedOn":"2020-02-02","deliveredOn":"2020-02-02"}"""
                );
            }),
            new("already-exists", 409, async p =>
            {
                await PlannedAsync(p);
                const string delivery = """{"output":"dam","deliveredOn":"2020-02-02"}""";
                await p.Do("initiatives/croton/outputs", delivery);
                return await p.Try("initiatives/croton/outputs", delivery);
            }),
        ];

    private static async Task<Reply> With(TestPortfolio p, string path, string body) =>
        await (await p.WithInitiativeAsync()).Try($"initiatives/croton/{path}", body);

    private static async Task<Reply> Proposed(TestPortfolio p, string key, string parent) =>
        await (await p.WithInitiativeAsync()).Try("initiatives", $$"""
            {"key":"{{key}}","name":"Part","kind":"project","sponsor":"maria","department":"dep","parent":"{{parent}}"}
            """);

    private static async Task PlannedAsync(TestPortfolio p)
    {
        await p.WithInitiativeAsync();
        await p.Do(
            "initiatives/croton/planned-outputs",
            """{"output":"dam","plannedOn":"2020-02-01"}"""
        );
    }
}
