namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// An initiative that was renamed has the name of the day and position it is asked for.
/// </summary>
public sealed class RenamedInitiativeTests(SharedLedger shared)
{
    [Fact]
    public async Task Answers_say_the_name_of_their_day_and_position()
    {
        var p = await shared.OpenAsync();
        await p.DepartmentAsync();
        await p.Do(p.Contributor, "initiatives", """
            {"key":"croton","name":"Croton Falls","kind":"project","sponsor":"maria","department":"dep",
             "effectiveOn":"2026-01-05"}
            """);
        var renamed = await p.Do(p.Contributor, "initiatives/croton/name",
            """{"name":"Croton intake","effectiveOn":"2026-04-01"}""");

        Assert.Equal("Croton Falls", await NameAsync(p, "effectiveOn=2026-03-31"));
        Assert.Equal("Croton intake", await NameAsync(p, "effectiveOn=2026-04-01"));
        Assert.Equal(
            "Croton Falls",
            await NameAsync(p, $"asOfPosition={renamed.Position - 1}&effectiveOn=2026-04-01")
        );
        foreach (
            var path in (string[])
                ["initiatives", "alignment", "outcomes-versus-outputs", "financials"]
        )
            Assert.Equal(
                "Croton intake",
                (string?)
                    (await GetAsync(p, $"{path}?effectiveOn=2026-04-01")).Json["items"]![0]!["name"]
            );
        var line = (await GetAsync(p, "timeline?subject=initiative/croton")).Json["items"]![0]!;
        Assert.Equal(
            (
                renamed.Position,
                "initiative-renamed",
                "Renamed the initiative \"croton\" to \"Croton intake\""
            ),
            ((long)line["position"]!, (string)line["type"]!, (string)line["sentence"]!)
        );
    }

    [Fact]
    public async Task What_is_not_there_or_has_no_name_is_refused()
    {
        var p = await shared.OpenAsync();

        (await p.Try("initiatives/none/name", """{"name":"Croton"}""")).AssertProblem(
            404,
            "unknown-initiative"
        );
        (await p.Try("initiatives/none/name", """{"name":" "}""")).AssertProblem(
            400,
            "invalid-fields"
        );
        (
            await p
                .Host.As("vera", "viewer")
                .Post(p.PathOf("initiatives/none/name"), """{"name":"Croton"}""")
        ).AssertProblem(403, "role-required");
    }

    private static async Task<string?> NameAsync(TestPortfolio p, string question) =>
        (string?)(await GetAsync(p, $"initiatives/croton?{question}")).Json["name"];

    private static async Task<Reply> GetAsync(TestPortfolio p, string path)
    {
        var reply = await p.Approver.Get(p.PathOf(path));
        Assert.True(reply.Status == 200, reply.ToString());
        return reply;
    }
}
