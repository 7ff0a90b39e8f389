using PortfolioLedger.Tests.Demo;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Refusals about decisions of the board, delegations and stakeholders.</summary>
internal static class GovernanceRefusals
{
    private const string Grounds = TestPortfolio.Grounds;

    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All =>
        Decisions.Concat(Votes).Concat(Settled).Concat(Bands).Concat(Told);

    private static IEnumerable<Provocation> Decisions => [new("already-exists", 409, async p =>
            {
                await TabledAsync(p);
                return await p.Try("decisions", """{"key":"d-7","question":"Again?"}""");
            }), new("unknown-initiative", 422, p => p.Try("decisions", """{"key":"d-7","question":"Fund it?","initiatives":["none"]}""")), new("unknown-evidence", 422, p => p.Try("decisions", """{"key":"d-7","question":"Fund it?","evidenceShown":[{"kind":"feedback","ref":"none"}]}""")), .. new[] { "survey", "communication", "ranking" }.Select(kind => new Provocation($"unknown-{kind}", 422, async p =>
            {
                await p.Do("stakeholders", """{"key":"sh","name":"Chair","group":"board"}""");
                return await p.Try("communications", $$"""
                    {"key":"n","audience":["sh"],"subjects":["{{kind}}/none"]}
                    """
                );
            })), new("unknown-decision", 404, p => p.Try("decisions/none/votes", """{"option":"fund"}""")), new("already-voted", 422, async p =>
            {
                await TabledAsync(p);
                await p.Do("decisions/d-7/votes", """{"option":"fund"}""");
                return await p.Try("decisions/d-7/votes", """{"option":"defer"}""");
            }), new("future-vote", 422, async p =>
            {
                await TabledAsync(p);
                return await p.Try(
                    "decisions/d-7/votes", """{"option":"fund","effectiveOn":"2999-01-01"}""");
            }), new("conflict-of-interest", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do(
                    "decisions",
                    """{"key":"d-7","question":"Fund it?","initiatives":["croton"]}"""
                );
                return await p
                    .Host.As("maria", "approver")
                    .Post(p.PathOf("decisions/d-7/votes"), """{"option":"fund"}""");
            }), new("unknown-option", 422, async p =>
            {
                await TabledAsync(p);
                return await p.Try("decisions/d-7/votes", """{"option":"burn"}""");
            }), new("no-quorum", 422, async p =>
            {
                await TabledAsync(p, quorum: 2);
                await p.Do("decisions/d-7/votes", """{"option":"fund"}""");
                return await p.Try("decisions/d-7/outcome", $$"""{"option":"fund",{{Grounds}}}""");
            }), new("evidence-after-decision", 422, async p =>
            {
                await p.Do(
                    "decisions",
                    """{"key":"d-7","question":"Fund it?","effectiveOn":"2020-01-01"}"""
                );
                await p.Do(
                    "feedback",
                    """{"key":"fb","text":"Thank you","effectiveOn":"2020-03-15"}"""
                );
                return await p.Try(
                    "decisions/d-7/outcome",
                    """
                    {"option":"fund","grounds":{"rationale":"The board agreed in its March meeting",
                     "effectiveOn":"2020-03-12","evidence":[{"kind":"feedback","ref":"fb"}]}}
                    """
                );
            })];

    private const string Aside =
        "\"grounds\":{\"rationale\":\"The board agreed in its March meeting\",\"override\":true}";

    private static IEnumerable<Provocation> Votes =>
    [
        Outcome("against-the-votes", $$"""{"option":"defer",{{Grounds}}}""", "fund", "fund"),
        Outcome("no-majority", $$"""{"option":"fund","quorum":3,{{Grounds}}}""", "fund"),
        Outcome("tied-votes", $$"""{"option":"fund",{{Grounds}}}""", "fund", "defer"),
        Outcome(
            "casting-vote-without-tie",
            $$"""{"option":"fund","castingVote":{"option":"fund","by":"ann"},{{Grounds}}}""",
            "fund",
            "fund"
        ),
        Outcome(
            "option-not-tied",
            $$"""{"option":"burn","castingVote":{"option":"burn","by":"ann"},{{Grounds}}}""",
            "fund",
            "defer"
        ),
        Outcome("override-without-reason", $$"""{"option":"defer",{{Aside}}}""", "fund", "fund"),
        Outcome(
            "override-without-reason",
            $$"""{"option":"defer","overrideReason":"Because",{{Aside}}}""",
            "fund",
            "fund"
        ),
        Outcome(
            "nothing-to-override",
            $$"""{"option":"fund","overrideReason":"The law asks for it",{{Aside}}}""",
            "fund",
            "fund"
        ),
        new("department-retired", 422, async p =>
        {
            await p.DepartmentAsync();
            await p.Do("departments/dep/retirement", "{}");
            return await p.Try("stakeholders", """{"key":"sh","department":"dep"}""");
        }),
    ];

    /// <summary>An outcome after these votes, each of another member of the board.</summary>
    private static Provocation Outcome(string code, string outcome, params string[] votes) =>
        new(code, 422, async p =>
        {
            await p.Do("decisions", """
                {"key":"d-7","question":"Fund it?","options":["fund","defer","burn"]}
                """);
            foreach (var (place, option) in votes.Index())
                await p.Do(p.Host.As($"member-{place}", "approver"), "decisions/d-7/votes",
                    $$"""{"option":"{{option}}"}""");
            return await p.Try("decisions/d-7/outcome", outcome);
        });

    private static IEnumerable<Provocation> Settled =>
    [
        new("decision-taken", 422, async p =>
        {
            await TakenAsync(p);
            return await p.Try("decisions/d-7/votes", """{"option":"fund"}""");
        }),
        new("decision-taken", 422, async p =>
        {
            await TakenAsync(p);
            return await p.Try("decisions/d-7/outcome", $$"""{"option":"fund",{{Grounds}}}""");
        }),
        new("decision-not-taken", 422, async p =>
        {
            await TabledAsync(p);
            return await p.Try("decisions/d-7/review", """{"rationaleBorneOut":"yes"}""");
        }),
        new("decision-superseded", 422, async p =>
        {
            await TakenAsync(p);
            await TakenAsync(p, "d-8");
            await p.Do("decisions/d-7/supersession", $$"""{"by":"d-8",{{Grounds}}}""");
            return await p.Try("decisions/d-7/votes", """{"option":"fund"}""");
        }),
        new("unknown-decision", 422, async p =>
        {
            await TakenAsync(p);
            return await p.Try("decisions/d-7/supersession", $$"""{"by":"d-8",{{Grounds}}}""");
        }),
        new("unknown-condition", 422, async p =>
        {
            await TakenAsync(p);
            return await p.Try("decisions/d-7/conditions", """{"condition":2}""");
        }),
        new("condition-met", 422, async p =>
        {
            await TakenAsync(p);
            await p.Do("decisions/d-7/conditions", """{"condition":1}""");
            return await p.Try("decisions/d-7/conditions", """{"condition":1}""");
        }),
        new("unknown-condition", 422, async p =>
        {
            await p.WithInitiativeAsync();
            return await p.Try("initiatives/croton/conditions", """{"condition":1}""");
        }),
    ];

    private static IEnumerable<Provocation> Bands => [new("role-below-money-band", 422, async p =>
            {
                await LimitedAsync(p);
                return await p.Try(
                    "initiatives/croton/budget",
                    $$"""{"period":"2026","amount":1000.01,{{Grounds}}}"""
                );
            }), new("role-below-money-band", 422, async p =>
            {
                await LimitedAsync(p);
                await p.Do(
                    "initiatives/croton/budget",
                    $$"""{"period":"2026","amount":1000,{{Grounds}}}"""
                );
                return await p.Try(
                    "initiatives/croton/budget-changes",
                    $$"""{"period":"2026","delta":1,"newTotal":1001,{{Grounds}}}"""
                );
            }), new("role-below-money-band", 422, async p =>
            {
                await LimitedAsync(p);
                return await p.Try("budget", $$"""{"period":"2026","capex":1001,{{Grounds}}}""");
            }), new("role-below-money-band", 422, async p =>
            {
                await LimitedAsync(p);
                return await p.Try(
                    "delegations",
                    $$"""{"role":"approver","upTo":1001,{{Grounds}}}"""
                );
            }), new("currency-mismatch", 422, p => p.Try("delegations", $$"""{"role":"approver","upTo":{"amount":1,"currency":"EUR"},{{Grounds}}}"""))];

    private static IEnumerable<Provocation> Told =>
        [
            new("unknown-stakeholder", 422, p =>
                p.Try("communications", """{"key":"n","audience":["none"]}""")
            ),
            new("unknown-objective", 422, p =>
                p.Try("acknowledgements", """{"objectives":["none"]}""")
            ),
            new("unknown-stakeholder", 422, async p =>
            {
                await p.ObjectiveAsync("growth");
                return await p.Try(
                    "acknowledgements",
                    """{"objectives":["growth"],"stakeholder":"none"}"""
                );
            }),
            new("unknown-position", 422, async p =>
            {
                await p.ObjectiveAsync("growth");
                return await p.Try(
                    "acknowledgements",
                    """{"objectives":["growth"],"position":4711}"""
                );
            }),
            new("future-communication", 422, async p =>
            {
                await p.Do("stakeholders", """{"key":"sh-1"}""");
                return await p.Try(
                    "communications",
                    """{"key":"n","audience":["sh-1"],"on":"2999-01-01"}"""
                );
            }),
            new("unknown-outcome", 422, async p =>
            {
                await p.Do("stakeholders", """{"key":"sh-1"}""");
                return await p.Try(
                    "communications",
                    """{"key":"n","audience":["sh-1"],"subjects":["outcome/none"]}"""
                );
            }),
        ];

    private static Task<Reply> TabledAsync(TestPortfolio p, string key = "d-7", int quorum = 1) =>
        p.Do("decisions", $$"""
            {"key":"{{key}}","question":"Fund it?","options":["fund","defer"],"quorum":{{quorum}}}
            """);

    private static async Task TakenAsync(TestPortfolio p, string key = "d-7")
    {
        await TabledAsync(p, key);
        await p.Do($"decisions/{key}/outcome",
            $$"""{"option":"fund","quorum":3,"conditions":["Report"],{{Grounds}}}""");
    }

    private static async Task LimitedAsync(TestPortfolio p)
    {
        await p.WithInitiativeAsync();
        await p.Do("delegations", $$"""{"role":"approver","upTo":1000,{{Grounds}}}""");
    }
}
