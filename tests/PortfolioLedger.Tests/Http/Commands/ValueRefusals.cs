namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// Refusals about targets, benefits, retired outcomes, merged voices and surveys.
/// </summary>
internal static class ValueRefusals
{
    private const string Grounds = TestPortfolio.Grounds;

    private const string Change = $$"""
        {"changeKind":"scope","max":9,"by":"2030-12-31",{{Grounds}}}
        """;

    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All => Outcomes.Concat(Voices).Concat(Surveys);

    private static IEnumerable<Provocation> Outcomes =>
        [
            new("no-target", 422, p => With(p, "target-change", Change)),
            new("goalposts-moved-after-due", 422, async p =>
            {
                await p.WithOutcomeAsync();
                await p.Do(
                    "outcomes/outages/target",
                    $$"""{"max":5,"by":"2020-12-31",{{Grounds}}}"""
                );
                return await p.Try("outcomes/outages/target-change", Change);
            }),
            new("target-wrong-side", 422, async p =>
            {
                await p.WithOutcomeAsync();
                await p.Do(
                    "outcomes/outages/target",
                    $$"""{"max":5,"by":"2030-12-31",{{Grounds}}}"""
                );
                await p.Do(
                    "outcomes/outages/baseline",
                    $$"""{"value":8,"on":"2020-01-01",{{Grounds}}}"""
                );
                return await p.Try("outcomes/outages/target-change", Change);
            }),
            new("outcome-retired", 422, async p =>
            {
                await p.WithOutcomeAsync();
                await p.Do("outcomes/outages/retirement", "{}");
                return await p.Try(
                    "outcomes/outages/measurements",
                    """{"value":7,"on":"2020-06-30"}"""
                );
            }),
            new("unknown-initiative", 422, p =>
                With(p, "benefit-plan", """{"initiative":"none","period":"2026","amount":1}""")
            ),
            new("currency-mismatch", 422, p =>
                With(p, "benefits", """{"period":"2026","amount":{"amount":1,"currency":"EUR"}}""")
            ),
            new("period-to-come", 422, p =>
                With(p, "benefits", """{"period":"2999","amount":1}""")
            ),
        ];

    private static IEnumerable<Provocation> Voices =>
    [
        new("already-merged", 422, async p =>
        {
            await VoicesAsync(p);
            await p.Do("feedback/fb-1/merger", """{"into":"fb-2"}""");
            return await p.Try("feedback/fb-1/answer", "{}");
        }),
        new("unknown-feedback", 422, async p =>
        {
            await VoicesAsync(p);
            return await p.Try("feedback/fb-1/merger", """{"into":"none"}""");
        }),
        new("unknown-link", 422, async p =>
        {
            await VoicesAsync(p);
            await p.WithInitiativeAsync();
            return await p.Try("feedback/fb-1/links/removal", """{"initiative":"croton"}""");
        }),
    ];

    private static IEnumerable<Provocation> Surveys =>
        [
            new("counts-do-not-add-up", 422, p =>
                Survey(p, "csat", """{"4":90,"5":60}""", ",\"n\":149")
            ),
            new("counts-do-not-add-up", 422, p =>
                Survey(p, "csat", """{"4":90,"5":60}""", ",\"invited\":149")
            ),
            new("score-out-of-scale", 422, p => Survey(p, "csat", """{"6":1}""")),
            new("score-out-of-scale", 422, p => Survey(p, "nps", """{"11":1}""")),
            new("score-out-of-scale", 422, p => Survey(p, "ces", """{"0":1}""")),
            new("future-measurement", 422, p => Survey(p, "nps", "{}", ",\"on\":\"2999-01-01\"")),
            new("not-a-product", 422, async p =>
                await (await p.WithInitiativeAsync()).Try(
                    "surveys",
                    """{"key":"r","about":"product","initiative":"croton","scale":"nps","counts":{"9":1}}"""
                )
            ),
        ];

    private static async Task<Reply> With(TestPortfolio p, string path, string body) =>
        await (await p.WithOutcomeAsync()).Try($"outcomes/outages/{path}", body);

    private static Task<Reply> Survey(
        TestPortfolio p,
        string scale,
        string counts,
        string more = ""
    ) =>
        p.Try(
            "surveys",
            $$"""{"key":"r","about":"pmo","scale":"{{scale}}","counts":{{counts}}{{more}}}"""
        );

    private static async Task VoicesAsync(TestPortfolio p)
    {
        foreach (var key in (string[])["fb-1", "fb-2"])
            await p.Do("feedback", $$"""{"key":"{{key}}","text":"The water is off"}""");
    }
}
