namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Refusals about scoring, outcomes and feedback.</summary>
internal static class MeasuringRefusals
{
    private const string Grounds = TestPortfolio.Grounds;
    private const string Scores = "initiatives/croton/scores";

    /// <summary>All of them.</summary>
    public static IEnumerable<Provocation> All => Scoring.Concat(Outcomes).Concat(Feedback);

    private static IEnumerable<Provocation> Scoring =>
        [
            new("unknown-scoring-model", 404, p =>
                p.Try("scoring-models/none/release", TestPortfolio.Only)
            ),
            new("unknown-scoring-model", 422, async p =>
                await (await p.WithInitiativeAsync()).Try(Scores, Score("none", "value", 8))
            ),
            new("unknown-criterion", 422, async p =>
            {
                await DraftedAsync(p);
                return await p.Try(Scores, Score("board", "beauty", 8));
            }),
            new("criterion-computed", 422, async p =>
            {
                await DraftedAsync(p);
                return await p.Try(Scores, Score("board", "fit", 8));
            }),
            new("model-superseded", 422, async p =>
            {
                await DraftedAsync(p);
                await AdoptedAsync(p, "board");
                await p.Do("scoring-models", Model("next", "worth", "fit"));
                await AdoptedAsync(p, "next");
                return await p.Try(Scores, Score("board", "value", 8));
            }),
            new("size-not-positive", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do(
                    "scoring-models",
                    """
                    {"key":"agile","formula":"wsjf","criteria":[{"id":"business-value","min":0,"max":20},
                     {"id":"time-criticality","min":0,"max":20},{"id":"risk-reduction","min":0,"max":20},
                     {"id":"job-size","min":0,"max":20}]}
                    """
                );
                return await p.Try(
                    "initiatives/croton/scores",
                    $$"""{"model":"agile","criterion":"job-size","value":0,{{TestPortfolio.Grounds}}}"""
                );
            }),
            new("size-not-positive", 422, async p =>
            {
                await p.WithInitiativeAsync();
                await p.Do(
                    "scoring-models",
                    """
                    {"key":"agile","formula":"rice","criteria":[{"id":"reach","min":0,"max":900},
                     {"id":"impact","min":0,"max":3},{"id":"confidence","min":0,"max":1},
                     {"id":"effort","min":0,"max":20}]}
                    """
                );
                return await p.Try(Scores, Score("agile", "effort", 0));
            }),
            new("score-out-of-scale", 422, async p =>
            {
                await DraftedAsync(p);
                return await p.Try(Scores, Score("board", "value", 10.01m));
            }),
            new("version-immutable", 422, async p =>
            {
                await DraftedAsync(p);
                await p.Do("scoring-models/board/release", TestPortfolio.Only);
                return await p.Try("scoring-models/board/release", TestPortfolio.Only);
            }),
            new("unknown-version", 422, p =>
                p.Try(
                    "scoring-models",
                    Model("board", "value", "fit").Replace("{\"key\"", "{\"version\":2,\"key\"")
                )
            ),
            new("weights-not-one", 422, p => p.Try(
                    "scoring-models",
                    """
                    {"key":"board","criteria":[{"id":"value","min":0,"max":10,"direction":"higher","weight":0.9}]}
                    """
                )),
            new("model-not-released", 422, async p =>
            {
                await DraftedAsync(p);
                return await p.Try("scoring-models/board/adoption", TestPortfolio.Only);
            }),
            new("model-not-released", 422, p =>
                p.Try("rankings", $$"""{"key":"march",{{Grounds}}}""")
            ),
            new("digest-mismatch", 422, async p =>
            {
                await DraftedAsync(p);
                await AdoptedAsync(p, "board");
                return await p.Try(
                    "rankings",
                    $$"""{"key":"march","digest":"ranking/1:sha256:00",{{Grounds}}}"""
                );
            }),
        ];

    private static IEnumerable<Provocation> Outcomes =>
        [
            new("unknown-outcome", 404, p =>
                p.Try("outcomes/none/measurements", """{"value":7,"on":"2026-06-30"}""")
            ),
            new("unknown-output", 422, p =>
                With(p, "links", $$"""{"output":"none",{{Grounds}}}""")
            ),
            new("unit-mismatch", 422, p =>
                With(p, "measurements", """{"value":7,"on":"2020-06-30","unit":"days"}""")
            ),
            new("unit-mismatch", 422, async p =>
            {
                await p.WithOutcomeAsync();
                await p.Do(
                    "outcomes/outages/measurements",
                    """{"value":7,"on":"2020-06-30","unit":"hours"}"""
                );
                return await p.Try(
                    "outcomes/outages/measurement-corrections",
                    """{"value":420,"on":"2020-06-30","unit":"minutes"}"""
                );
            }),
            new("target-wrong-side", 422, async p =>
            {
                await p.WithOutcomeAsync();
                await p.Do(
                    "outcomes/outages/target",
                    $$"""{"max":11,"by":"2030-12-31",{{Grounds}}}"""
                );
                return await p.Try(
                    "outcomes/outages/baseline",
                    $$"""{"value":10,"on":"2020-01-01",{{Grounds}}}"""
                );
            }),
            new("target-wrong-side", 422, async p =>
            {
                await p.Do(
                    "outcomes",
                    """
                    {"key":"sales","name":"Sales","direction":"increase","effectiveOn":"2020-01-01"}
                    """
                );
                await p.Do(
                    "outcomes/sales/baseline",
                    $$"""{"value":10,"on":"2020-01-01",{{Grounds}}}"""
                );
                return await p.Try(
                    "outcomes/sales/target",
                    $$"""{"min":9,"by":"2030-12-31",{{Grounds}}}"""
                );
            }),
            new("target-wrong-side", 422, async p =>
            {
                await p.WithOutcomeAsync();
                await p.Do(
                    "outcomes/outages/baseline",
                    $$"""{"value":10,"on":"2020-01-01",{{Grounds}}}"""
                );
                return await p.Try(
                    "outcomes/outages/target",
                    $$"""{"max":11,"by":"2030-12-31",{{Grounds}}}"""
                );
            }),
            new("goalposts-moved-after-due", 422, async p =>
            {
                await p.WithOutcomeAsync();
                await p.Do(
                    "outcomes/outages/target",
                    $$"""{"max":5,"by":"2020-12-31",{{Grounds}}}"""
                );
                return await p.Try(
                    "outcomes/outages/target",
                    $$"""{"max":9,"by":"2030-12-31",{{Grounds}}}"""
                );
            }),
            new("duplicate-measurement", 422, async p =>
            {
                await p.WithOutcomeAsync();
                const string measured = """{"value":7,"on":"2020-06-30"}""";
                await p.Do("outcomes/outages/measurements", measured);
                return await p.Try("outcomes/outages/measurements", measured);
            }),
            new("unknown-measurement", 422, p =>
                With(p, "measurement-corrections", """{"value":7,"on":"2020-06-30"}""")
            ),
            new("future-measurement", 422, p =>
                With(p, "measurements", """{"value":7,"on":"2999-06-30"}""")
            ),
        ];

    private static IEnumerable<Provocation> Feedback =>
    [
        new("unknown-feedback", 404, p => p.Try("feedback/none/answer", "{}")),
        new("score-out-of-scale", 422, p => p.Try("feedback",
            """{"key":"fb","text":"Well done","score":{"value":6,"scale":"1-5"}}""")),
    ];

    private static async Task<Reply> With(TestPortfolio p, string path, string body) =>
        await (await p.WithOutcomeAsync()).Try($"outcomes/outages/{path}", body);

    private static string Score(string model, string criterion, decimal value) =>
        FormattableString.Invariant(
            $$"""{"model":"{{model}}","criterion":"{{criterion}}","value":{{value}},{{Grounds}}}"""
        );

    private static string Model(string key, string scored, string computed) =>
        $$"""
            {"key":"{{key}}","criteria":[
              {"id":"{{scored}}","min":0,"max":10,"direction":"higher","weight":0.6},
              {"id":"{{computed}}","min":0,"max":10,"direction":"higher","weight":0.4,"source":"alignment"}]}
            """;

    private static async Task DraftedAsync(TestPortfolio p)
    {
        await p.WithInitiativeAsync();
        await p.Do("scoring-models", Model("board", "value", "fit"));
    }

    private static async Task AdoptedAsync(TestPortfolio p, string model)
    {
        await p.Do($"scoring-models/{model}/release", TestPortfolio.Only);
        await p.Do($"scoring-models/{model}/adoption", TestPortfolio.Only);
    }
}
