namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Refusals of revisions that nobody can mean.</summary>
internal static class RevisionRefusals
{
    private const string Grounds = TestPortfolio.Grounds;

    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All => Proposals.Concat(Others);

    private static IEnumerable<Provocation> Proposals =>
        [
            new("nothing-changed", 422, p => Revised(p, """ "sponsor":"maria" """)),
            new("unknown-department", 422, p => Revised(p, """ "department":"none" """)),
            new("unknown-value-stream", 422, p => Revised(p, """ "valueStream":"none" """)),
            new("unknown-initiative", 422, p => Revised(p, """ "parent":"none" """)),
            new("cycle-in-parents", 422, p => Revised(p, """ "parent":"croton" """)),
            new("invalid-fields", 400, p => Revised(p, """ "clear":[] """)),
            new("invalid-fields", 400, p => Revised(p, """ "clear":["sponsor"] """)),
            new("unknown-initiative", 404, p =>
                p.Try("initiatives/none/revision", $$"""{"sponsor":"omar",{{Grounds}}}""")),
            new("department-retired", 422, async p =>
            {
                await p.Do("departments", """{"key":"old","name":"Old"}""");
                await p.Do("departments/old/retirement", "{}");
                return await Revised(p, """ "department":"old" """);
            }),
            new("not-a-program", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.InitiativeAsync("delta");
                return await p.Try(
                    "initiatives/delta/revision", $$"""{"parent":"croton",{{Grounds}}}""");
            }),
            new("not-active", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do("initiatives/croton/kill", $$"""{"reasonCode":"late",{{Grounds}}}""");
                return await p.Try(
                    "initiatives/croton/revision", $$"""{"sponsor":"omar",{{Grounds}}}""");
            }),
            new("not-active", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do("initiatives/croton/kill", $$"""{"reasonCode":"late",{{Grounds}}}""");
                return await p.Try("initiatives/croton/summary", """{"summary":"A tunnel"}""");
            }),
            new("cycle-in-parents", 422, async p =>
            {
                await ProgramsAsync(p);
                return await p.Try("initiatives/top/revision",
                    $$"""{"parent":"low",{{Grounds}}}""");
            }),
            new("program-with-parts", 422, async p =>
            {
                await ProgramsAsync(p);
                return await p.Try("initiatives/middle/revision",
                    $$"""{"kind":"project",{{Grounds}}}""");
            }),
        ];

    private static IEnumerable<Provocation> Others =>
        [
            new("unit-in-use", 422, async p => await (await p.WithOutcomeAsync()).Try(
                "outcomes/outages/revision", $$"""{"unit":"days",{{Grounds}}}""")),
            new("direction-in-use", 422, async p =>
            {
                await p.WithOutcomeAsync();
                await p.Do("outcomes/outages/target",
                    $$"""{"max":1,"by":"2999-12-31",{{Grounds}}}""");
                return await p.Try("outcomes/outages/revision",
                    $$"""{"direction":"increase",{{Grounds}}}""");
            }),
            new("unknown-segment", 422, async p => await (await p.WithOutcomeAsync()).Try(
                "outcomes/outages/revision", $$"""{"segment":"none",{{Grounds}}}""")),
            new("level-of-program", 422, async p =>
            {
                await ProgramsAsync(p);
                await p.Do("value-streams",
                    """{"key":"water","name":"Water","level":"program","program":"top"}""");
                return await p.Try("value-streams/water/revision",
                    $$"""{"level":"portfolio",{{Grounds}}}""");
            }),
            new("option-voted-for", 422, async p =>
            {
                await TabledAsync(p);
                await p.Do("decisions/d-7/votes", """{"option":"defer"}""");
                return await p.Try("decisions/d-7/revision",
                    $$"""{"options":["fund","reject"],{{Grounds}}}""");
            }),
            new("decision-taken", 422, async p =>
            {
                await TabledAsync(p);
                await p.Do("decisions/d-7/votes", """{"option":"fund"}""");
                await p.Do("decisions/d-7/outcome", $$"""{"option":"fund",{{Grounds}}}""");
                return await p.Try("decisions/d-7/revision",
                    $$"""{"question":"Again?",{{Grounds}}}""");
            }),
            new("nothing-changed", 422, async p =>
            {
                await p.Do("stakeholders", """{"key":"sh","name":"Chair","group":"board"}""");
                return await p.Try("stakeholders/sh/revision", """{"group":"board"}""");
            }),
        ];

    private static async Task<Reply> Revised(TestPortfolio p, string field) =>
        await (await p.WithInitiativeAsync()).Try(
            "initiatives/croton/revision", $$"""{{{field}},{{Grounds}}}""");

    private static Task TabledAsync(TestPortfolio p) => p.Do("decisions",
        """{"key":"d-7","question":"Fund it?","options":["fund","defer"]}""");

    /// <summary>Programs <c>top</c>, <c>middle</c> and <c>low</c>, each within the last.</summary>
    private static async Task ProgramsAsync(TestPortfolio p)
    {
        await p.DepartmentAsync();
        foreach (var (program, parent) in new[]
        {
            ("top", ""), ("middle", ",\"parent\":\"top\""), ("low", ",\"parent\":\"middle\""),
        })
            await p.Do("initiatives", $$"""
                {"key":"{{program}}","name":"{{program}}","kind":"program","sponsor":"maria",
                 "department":"dep"{{parent}}}
                """);
    }
}
