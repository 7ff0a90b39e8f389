using PortfolioLedger.Tests.Http.Queries;


namespace PortfolioLedger.Tests.Projections;

public class DocumentTests
{
    private static readonly string[] Views =
        ["alignment", "ranking", "outcomes-versus-outputs", "value-streams", "scorecard"];

    [Fact]
    public async Task A_document_is_what_the_book_answers_byte_for_byte()
    {
        await using var plain = await FollowingHost.StartAsync(follow: false);
        await plain.Seed.SeedAsync();
        await using var followed = await FollowingHost.StartAsync();
        await followed.Seed.SeedAsync();
        await followed.FollowedAsync(SeededJournal.Last);
        foreach (var view in Views)
        {
            var question = $"{view}?asOfPosition={SeededJournal.Last}";
            Assert.Equal(await plain.TextAsync(question), await followed.TextAsync(question));
        }
    }

    [Fact]
    public async Task A_document_is_served_only_while_it_is_current()
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.FollowedAsync(SeededJournal.Last);
        // A mark shows where an answer comes from.
        await host.ScalarAsync("""
            update ledger.view_document set body = convert_to(
                replace(convert_from(body, 'UTF8'), 'Croton Falls', 'Marked'), 'UTF8')
            """
        );
        Assert.Contains(
            "Marked",
            await host.TextAsync($"alignment?asOfPosition={SeededJournal.Last}"),
            StringComparison.Ordinal
        );
        foreach (
            var other in (string[])
                [
                    "alignment",
                    "alignment?asOfPosition=22",
                    "alignment?asOf=2025-05-02",
                    $"alignment?asOfPosition={SeededJournal.Last}&limit=50",
                ]
        )
            Assert.DoesNotContain("Marked", await host.TextAsync(other), StringComparison.Ordinal);
        await host.Seed.RecordLaterAsync("2025-05-01");
        Assert.DoesNotContain("Marked",
            await host.TextAsync($"alignment?asOfPosition={SeededJournal.Last + 1}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_an_older_view_is_not_served()
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.FollowedAsync(SeededJournal.Last);
        await host.ScalarAsync("""
            update ledger.view_document set view_version = view_version - 1, body = convert_to(
                replace(convert_from(body, 'UTF8'), 'Croton Falls', 'Marked'), 'UTF8')
            """);
        Assert.DoesNotContain("Marked",
            await host.TextAsync($"alignment?asOfPosition={SeededJournal.Last}"),
            StringComparison.Ordinal);
    }
}
