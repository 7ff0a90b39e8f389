using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// RICE leaves confidence and effort out (mvmjacobs/az-devops-rice-extension#3), or counts an
/// effort of 0 as a score of 0 (OCA/business-requirement#399).
/// </summary>
public sealed class RiceTests(SharedLedger shared)
{
    private const string Criteria = """
        {"id":"reach","min":0,"max":100000},{"id":"impact","min":0,"max":3},
        {"id":"confidence","min":0,"max":1},{"id":"effort","min":0,"max":100}
        """;

    [Fact]
    public async Task Every_factor_counts_and_a_missing_one_is_no_number()
    {
        var p = await WithScoresAsync();

        var ranking = await p.ReadAsync("ranking");

        Assert.Equal(
            [(1, "b", 450m), (2, "a", 225m), (3, "d", 160m)],
            ranking["items"]!
                .AsArray()
                .Select(i => ((int)i!["rank"]!, (string)i["initiative"]!, (decimal)i["score"]!))
        );
        var incomplete = Assert.Single(ranking["incomplete"]!.AsArray())!;
        Assert.Equal(("c", "confidence"), ((string?)incomplete["initiative"],
            (string?)Assert.Single(incomplete["missing"]!.AsArray())));
    }

    [Fact]
    public async Task An_effort_of_none_and_a_confidence_in_percent_are_refused_and_the_earlier_score_stays()
    {
        var p = await WithScoresAsync();
        var before = (await p.GetAsync("ranking")).Text;

        await p.RefusedAsync(
            p.Carl,
            "initiatives/a/scores",
            Works.ScoreOf("rice-1", "effort", 0),
            422,
            "size-not-positive"
        );
        await p.RefusedAsync(
            p.Carl,
            "initiatives/a/scores",
            Works.ScoreOf("rice-1", "confidence", 80),
            422,
            "score-out-of-scale"
        );

        Assert.Equal(before, (await p.GetAsync("ranking")).Text);
    }

    [Fact]
    public async Task A_change_of_confidence_is_the_one_cause_of_the_change_of_the_score()
    {
        var p = await WithScoresAsync();
        var before = await p.PositionAsync;
        var after = await p.ScoreAsync("a", "rice-1", "confidence", 1);

        var answer = await p.ReadAsync(
            $"ranking/explanation?initiative=a&from={before}&to={after}"
        );

        var cause = Assert.Single(answer["causes"]!.AsArray())!;
        Assert.Equal((after, 225m), ((long)cause["position"]!, (decimal)cause["scoreChange"]!));
        Assert.Equal(
            (225m, 450m, 225m),
            (
                (decimal)answer["fromScore"]!,
                (decimal)answer["toScore"]!,
                (decimal)answer["scoreChange"]!
            )
        );
    }

    private async Task<Works> WithScoresAsync()
    {
        var p = await Works.OpenAsync(shared);
        await p.ModelAsync("rice-1", "rice", Criteria);
        foreach (
            var (key, reach, impact, confidence, effort) in ((
                string,
                decimal,
                decimal,
                decimal?,
                decimal
            )[])
                [
                    ("a", 900, 2, .5m, 4),
                    ("b", 900, 2, 1, 4),
                    ("c", 900, 2, null, 4),
                    ("d", 400, .25m, .8m, .5m),
                ]
        )
        {
            await p.InitiativeAsync(key);
            await p.ScoreAsync(key, "rice-1", "reach", reach);
            await p.ScoreAsync(key, "rice-1", "impact", impact);
            if (confidence is { } stated)
                await p.ScoreAsync(key, "rice-1", "confidence", stated);
            await p.ScoreAsync(key, "rice-1", "effort", effort);
        }
        return p;
    }
}
