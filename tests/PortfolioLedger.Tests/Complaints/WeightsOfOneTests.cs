using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// Weights that only look like 100 % are taken, and right ones refused
/// (CarnegieLearningWeb/UpGrade#1251, Jon-Becker/nft-generator-py#59).
/// </summary>
public sealed class WeightsOfOneTests(SharedLedger shared)
{
    [Fact]
    public async Task Ten_tenths_are_one_as_numbers_and_as_texts()
    {
        var p = await WithObjectivesAsync(10);
        await p.InitiativeAsync("all");
        for (var i = 1; i <= 10; i++)
            await p.DoAsync(p.Carl, "initiatives/all/contributions",
                $$"""{"objective":"o{{i}}","contribution":9,"confidence":1,{{Works.Grounds}}}""");

        await WeighAsync(p, Enumerable.Repeat("0.1", 10));
        Assert.Equal(
            100m,
            (decimal)(await p.ItemsAsync("alignment", "initiative"))["all"]["score"]!
        );
        await WeighAsync(p, Enumerable.Repeat("\"0.1\"", 10));
        Assert.Equal(
            100m,
            (decimal)(await p.ItemsAsync("alignment", "initiative"))["all"]["score"]!
        );
    }

    [Theory]
    [InlineData("0.3333333333", "0.3333333333", "0.3333333333")]
    [InlineData("0.333333333", "0.333333333", "0.333333333")]
    public async Task What_is_off_by_a_billionth_at_most_is_one(params string[] weights) =>
        await WeighAsync(await WithThreeAsync(), weights);

    [Theory]
    [InlineData(422, "weights-not-one", "0.33333333", "0.33333333", "0.33333333")]
    [InlineData(422, "weights-not-one", "0.333", "0.335", "0.336")]
    [InlineData(422, "weights-not-one", "33.3", "33.3", "33.4")]
    [InlineData(422, "weights-not-one", "0.5", "0.5")]
    [InlineData(400, "invalid-fields", "-0.5", "0.5", "1")]
    public async Task Anything_else_is_refused_and_changes_nothing(
        int status, string code, params string[] weights)
    {
        var p = await WithThreeAsync();
        await WeighAsync(p, ["0.5", "0.3", "0.2"]);
        var before = (await p.GetAsync("objectives")).Text;

        await p.RefusedAsync(p.Alice, "objective-weights", BodyOf(weights), status, code);

        Assert.Equal(before, (await p.GetAsync("objectives")).Text);
    }

    private async Task<Works> WithThreeAsync()
    {
        var p = await WithObjectivesAsync(10);
        for (var i = 4; i <= 10; i++)
            await p.DoAsync(p.Bob, $"objectives/o{i}/retirement", $$"""{{{Works.Grounds}}}""");
        return p;
    }

    private async Task<Works> WithObjectivesAsync(int count)
    {
        var p = await Works.OpenAsync(shared);
        for (var i = 1; i <= count; i++)
        {
            await p.DoAsync(p.Alice, "objectives", $$"""
                {"key":"o{{i}}","title":"o{{i}}","statement":"Serve the city","level":"strategic","owner":"p-17"}
                """);
            await p.DoAsync(p.Bob, $"objectives/o{i}/approval", $$"""{{{Works.Grounds}}}""");
        }
        return p;
    }

    private static async Task WeighAsync(Works p, IEnumerable<string> weights) =>
        await p.DoAsync(p.Alice, "objective-weights", BodyOf(weights));

    private static string BodyOf(IEnumerable<string> weights) =>
        $$"""
            {"weights":{{{string.Join(
                ',',
                weights.Select((w, i) => $"\"o{i + 1}\":{w}")
            )}}},"method":"direct",{{Works.Grounds}}}
            """;
}
