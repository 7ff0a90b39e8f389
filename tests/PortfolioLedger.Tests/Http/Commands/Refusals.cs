using PortfolioLedger.Tests.Imports.Jobs;
using PortfolioLedger.Tests.Optimisation;
using PortfolioLedger.Tests.Scenarios;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// A request that is refused with a code, in a fresh portfolio it prepares itself.
/// </summary>
/// <param name="Code">The code.</param>
/// <param name="Status">The status.</param>
/// <param name="Provoke">Prepares, sends, gives the refused request's answer.</param>
internal sealed record Provocation(
    string Code,
    int Status,
    Func<TestPortfolio, Task<Reply>> Provoke
);

/// <summary>How each code that a command can give is reached over HTTP.</summary>
internal static class Refusals
{
    private const string Words = "\"rationale\":\"The board agreed in its March meeting\"";

    /// <summary>
    /// Codes that no request to an idle, healthy ledger can provoke, with the reason.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Exempt = new Dictionary<
        string,
        string
    >
    {
        ["out-of-order"] =
            "only history that is imported can be so; ImportOverHttpTests provoke it",
        ["infeasible"] = "no command searches; OptimisationTests provoke it",
        ["no-solution-in-time"] =
            "no command searches, and how long a search takes depends on the machine",
        ["import-refused"] = "no command imports; ImportOverHttpTests provoke it",
        ["import-already-reversed"] = "no command reverses; ReversalOverHttpTests provoke it",
        ["import-rested-on"] = "no command reverses; ReversalOverHttpTests provoke it",
        ["unknown-token"] = "no command makes tokens; ApiTokenTests provoke it",
        ["unknown-finding"] = "findings are no commands; FindingTests provoke it",
        ["position-not-reached"] =
            "every request can have the condition; PositionAtLeastTests provoke it",
        ["finding-resolved"] = "findings are no commands; FindingTests provoke it",
        ["review-goes-back"] = "reviews are no commands; FindingTests provoke it",
        ["portfolio-elsewhere"] = "takes several databases; MovingTests provoke it",
        ["audit-log-diverged"] = "takes a restored database; SigningTests provoke it",
        ["audit-log-intact"] = "no command of the table; AuditLogOverHttpTests provoke it",
        ["checkpoint-of-another-log"] = "no command of the table; EpochTests provoke it",
        ["log-key-unchanged"] = "no command of the table; EpochTests provoke it",
        ["unknown-time-stamp"] = "asked of the audit log; TimeStampTests provoke it",
        ["unknown-event"] = "asked of the audit log; AuditLogOverHttpTests provoke it",
        ["unknown-tile"] = "asked of the audit log; AuditLogOverHttpTests provoke it",
        ["unknown-checkpoint"] = "asked of the audit log; AuditLogOverHttpTests provoke it",
        ["no-personal-text"] = "no command of the table; ErasureOverHttpTests provoke it",
        ["nothing-to-erase"] = "no command of the table; ErasureOverHttpTests provoke it",
        ["reason-repeats-words"] = "no command of the table; ErasureOverHttpTests provoke it",
        ["invalid-mapping"] = "no command imports; ImportOverHttpTests provoke it",
        ["unknown-mapping"] = "no command imports; ImportOverHttpTests provoke it",
        ["unknown-import"] = "no command imports; ImportOverHttpTests provoke it",
        ["unknown-scenario"] = "asked of scenarios, see ScenarioTests",
        ["not-evaluated"] = "asked of scenarios, see ScenarioTests",
        ["base-moved"] = "asked of scenarios, see ScenarioTests",
        ["constraint-violated"] = "asked of scenarios, see ScenarioTests",
        ["scenario-ended"] = "asked of scenarios, see ScenarioTests",
        ["scenario-empty"] = "asked of scenarios, see ScenarioAdoptionTests",
        ["unknown-period"] = "no command searches; OptimisationTests provoke it",
        ["scenario-full"] = "asked of scenarios, takes a thousand commands",
        ["personal-text-in-scenario"] = "asked of scenarios, see ScenarioTests",
        ["not-hypothetical"] = "only what is tried, not what is done, can be refused so",
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All =>
        General
            .Concat(OrganisationRefusals.All)
            .Concat(GovernanceRefusals.All)
            .Concat(Strategy)
            .Concat(ValueStreams)
            .Concat(InitiativeRefusals.All)
            .Concat(DeliveryRefusals.All)
            .Concat(RevisionRefusals.All)
            .Concat(ValueRefusals.All)
            .Concat(MeasuringRefusals.All)
            .Concat(ReportRefusals.All);

    private static IEnumerable<Provocation> General =>
        [
            new("unknown-address", 404, p => p.Try("nowhere", "{}")),
            new("unknown-portfolio", 404, p =>
                p.Approver.Post(
                    "portfolios/no-such/departments",
                    """{"key":"dep","name":"Parks"}"""
                )
            ),
            new("already-exists", 409, async p =>
            {
                await p.DepartmentAsync();
                return await p.Try("departments", """{"key":"dep","name":"Parks"}""");
            }),
            new("changed-meanwhile", 412, async p =>
            {
                await p.WithInitiativeAsync();
                return await p.Try("initiatives/croton/submission", "{}", ("If-Match", "\"1\""));
            }),
            new("idempotency-key-reused", 422, async p =>
            {
                await p.Try("departments", """{"key":"a","name":"A"}""", ("Idempotency-Key", "k"));
                return await p.Try(
                    "departments",
                    """{"key":"b","name":"B"}""",
                    ("Idempotency-Key", "k")
                );
            }),
            new("rationale-too-short", 422, p =>
                p.Try(
                    "budget",
                    """{"period":"2026","capex":1,"grounds":{"rationale":"  too short  "}}"""
                )
            ),
            new("unknown-evidence", 422, p => p.Try(
                    "budget",
                    $$$"""
                    {"period":"2026","capex":1,"grounds":{{{{Words}}},"evidence":[{"kind":"feedback","ref":"fb"}]}}
                    """
                )),
            new("unknown-decision", 422, p => p.Try(
                    "budget",
                    $$$"""
                    {"period":"2026","capex":1,"grounds":{{{{Words}}},"decision":"d-7"}}
                    """
                )),
            new("before-creation", 422, async p =>
            {
                await p.DepartmentAsync();
                await p.Do(
                    "initiatives",
                    """
                    {"key":"late","name":"Late","kind":"project","sponsor":"maria","department":"dep"}
                    """
                );
                return await p.Try(
                    "initiatives/late/submission",
                    """{"effectiveOn":"2019-01-01"}"""
                );
            }),
            new("currency-mismatch", 422, p =>
                p.Try(
                    "budget",
                    $$"""{"period":"2026","capex":{"amount":1,"currency":"EUR"},{{TestPortfolio.Grounds}}}"""
                )
            ),
            new("budget-below-committed", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do(
                    "initiatives/croton/budget",
                    $$"""{"period":"2026","amount":100,{{TestPortfolio.Grounds}}}"""
                );
                return await p.Try(
                    "budget",
                    $$"""{"period":"2026","capex":99,{{TestPortfolio.Grounds}}}"""
                );
            }),
            new("unknown-department", 422, p =>
                p.Try(
                    "initiatives",
                    """{"key":"a","name":"A","kind":"project","sponsor":"maria","department":"none"}"""
                )
            ),
            new("unknown-segment", 422, p =>
                p.Try("feedback", """{"key":"fb","segment":"none","text":"Thank you"}""")
            ),
            new("future-feedback", 422, p =>
                p.Try("feedback", """{"key":"fb","text":"Thank you","effectiveOn":"2998-12-31"}""")
            ),
        ];

    private static IEnumerable<Provocation> Strategy => [new("unknown-objective", 422, p => p.Try(
                    "objectives",
                    """
                    {"key":"a","title":"A","statement":"A","level":"strategic","owner":"ceo","parent":"none"}
                    """
                )),
            new(
                "unknown-objective",
                404,
                p => p.Try("objectives/none/approval", TestPortfolio.Only)
            ),
            new("objective-retired", 422, async p =>
            {
                await p.ObjectiveAsync("old");
                await p.Do("objectives/old/retirement", TestPortfolio.Only);
                return await p.Try("objectives/old/retirement", TestPortfolio.Only);
            }), new("objective-retired", 422, async p =>
            {
                await p.ObjectiveAsync("old");
                await p.Do("objectives/old/retirement", TestPortfolio.Only);
                return await p.Try(
                    "objectives",
                    """
                    {"key":"a","title":"A","statement":"A","level":"operational","owner":"ceo","parent":"old"}
                    """
                );
            }), new("objective-retired", 422, async p =>
            {
                await p.ObjectiveAsync("old");
                await p.ObjectiveAsync("a");
                await p.Do("objectives/old/retirement", TestPortfolio.Only);
                return await p.Try(
                    "objectives/a/revision",
                    $$"""{"field":"parent","new":"old",{{TestPortfolio.Grounds}}}"""
                );
            }), new("objective-not-active", 422, async p =>
            {
                await p.ObjectiveAsync("new", approved: false);
                return await p.Try(
                    "objective-weights",
                    $$"""{"weights":{"new":1},{{TestPortfolio.Grounds}}}"""
                );
            }), new("weights-not-one", 422, async p =>
            {
                await p.ObjectiveAsync("growth");
                return await p.Try(
                    "objective-weights",
                    $$"""{"weights":{"growth":0.9},{{TestPortfolio.Grounds}}}"""
                );
            }), new("weights-not-one", 422, async p =>
            {
                await p.ObjectiveAsync("growth");
                await p.ObjectiveAsync("service");
                return await p.Try(
                    "objective-weights",
                    $$"""{"weights":{"growth":1},{{TestPortfolio.Grounds}}}"""
                );
            }), new("weights-not-one", 422, async p =>
            {
                await p.ObjectiveAsync("growth");
                return await p.Try(
                    "objective-weights",
                    $$"""{"method":"ahp","matrix":[[1,2],[0.5,1]],{{TestPortfolio.Grounds}}}"""
                );
            }), new("ahp-inconsistent", 422, async p =>
            {
                foreach (var objective in (string[])["growth", "resilience", "service"])
                    await p.ObjectiveAsync(objective);
                return await p.Try(
                    "objective-weights",
                    $$"""
                    {"method":"ahp","matrix":[[1,9,0.1111],[0.1111,1,9],[9,0.1111,1]],{{TestPortfolio.Grounds}}}
                    """
                );
            }), new("cycle-in-parents", 422, async p =>
            {
                await p.ObjectiveAsync("a");
                await p.ObjectiveAsync("b", parent: "a");
                return await p.Try(
                    "objectives/a/revision",
                    $$"""{"field":"parent","new":"b",{{TestPortfolio.Grounds}}}"""
                );
            }), new("stale-value", 422, async p =>
            {
                await p.ObjectiveAsync("a");
                return await p.Try(
                    "objectives/a/revision",
                    $$"""{"field":"title","old":"of yesterday","new":"B",{{TestPortfolio.Grounds}}}"""
                );
            })];

    private static IEnumerable<Provocation> ValueStreams =>
        [
            new("unknown-value-stream", 404, p =>
                p.Try("value-streams/none/resources", """{"period":"2026","money":1,"fte":1}""")
            ),
            new("unknown-value-stream", 422, async p =>
            {
                await p.DepartmentAsync();
                return await p.Try(
                    "initiatives",
                    """
                    {"key":"a","name":"A","kind":"project","sponsor":"maria","department":"dep","valueStream":"none"}
                    """
                );
            }),
            new("value-stream-retired", 422, async p =>
            {
                await p.Do("value-streams", """{"key":"gas","name":"Gas supply"}""");
                await p.Do("value-streams/gas/retirement", TestPortfolio.Only);
                return await p.Try("value-streams/gas/retirement", TestPortfolio.Only);
            }),
            new("not-a-program", 422, async p =>
            {
                await p.WithInitiativeAsync();
                return await p.Try(
                    "value-streams",
                    """{"key":"water","name":"Water","level":"program","program":"croton"}"""
                );
            }),
            new("unknown-segment", 422, p =>
                p.Try("value-streams", """{"key":"water","name":"Water","segments":["none"]}""")
            ),
            new("money-missing", 422, p => StreamAsync(p, """{"period":"2026","fte":25}""")),
            new("fte-missing", 422, p => StreamAsync(p, """{"period":"2026","money":4000000}""")),
        ];

    private static async Task<Reply> StreamAsync(TestPortfolio p, string resources)
    {
        await p.Do("value-streams", """{"key":"water","name":"Water supply"}""");
        return await p.Try("value-streams/water/resources", resources);
    }
}
