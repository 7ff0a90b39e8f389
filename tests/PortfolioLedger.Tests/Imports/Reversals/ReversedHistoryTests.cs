using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Reversals;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports.Reversals;

/// <summary>
/// Whole histories, imported into a portfolio of their own, reversed, imported again.
/// </summary>
public sealed class ReversedHistoryTests(SharedLedger shared)
{
    private static readonly Grounds Why = new("The file was that of another city.");

    private static readonly Caller Ada = new(new("ada", Role.Administrator));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_history_is_reversed_to_the_opened_portfolio()
    {
        using var file = new SampleFile([
            "2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,",
            "2020-02-01,7,Bridge,DOT,,Bridges,Construction,120,20,2021-03-01,59,",
            "2020-02-01,8,Tunnel,DOT,,Bridges,Design,300,,2022-01-01,,"]);
        await ReverseAndRepeatAsync(Samples.Mapping, file.Name);
    }

    [Fact]
    public Task New_York() => ReverseAndRepeatAsync(
        MappingFile.Read("nyc-capital-projects"), RealData.CapitalProjects);

    [Fact]
    public Task Kubernetes() => ReverseAndRepeatAsync(
        MappingFile.Read("kubernetes-enhancements"), RealData.KubernetesEnhancements);

    private async Task ReverseAndRepeatAsync(IMapping mapping, string path)
    {
        var services = (await shared.HostAsync()).App.Services;
        var (keeper, source) = (services.GetRequiredService<BookKeeper>(),
            services.GetRequiredService<NpgsqlDataSource>());
        var key = Key.Parse($"p-{Guid.NewGuid():n}");
        var importer = new Importer(ImportTarget.Create(source, keeper,
            services.GetRequiredService<Journal>(), services.GetRequiredService<HistoryWriter>()),
            TimeProvider.System);
        var first = await importer.RunAsync(mapping, key, path, default, null, Cancel);
        var imported = (await keeper.FreshHeadAsync(key, Cancel))!;
        var opened = await keeper.AtAsync(key, 1, null, Cancel);
        var reversals = services.GetRequiredService<ImportReversals>();
        var steps = new List<string>();

        var reversal = await reversals.RunAsync(
            key, $"{first.Import}", Why, Ada, false, now => steps.Add(now.Step), Cancel);

        Assert.Equal((2, imported.Position), (reversal.First, reversal.Last));
        Assert.Single(reversal.Kept);
        var reversed = (await keeper.FreshHeadAsync(key, Cancel))!;
        Assert.Equal(2 * imported.Position, reversed.Position);
        Assert.Equal(Content(opened), Content(reversed));
        Assert.Contains("Recording", steps);

        var second = await importer.RunAsync(mapping, key, path, default, null, Cancel);

        Assert.Equal((first.Rows.Imported, first.Rows.Unchanged, 0, first.Rows.Refused),
            (second.Rows.Imported, second.Rows.Unchanged, second.Rows.Recognised,
                second.Rows.Refused));
        Assert.Equal(
            first.Events.Remove("portfolio-opened"), second.Events);
        var again = (await keeper.FreshHeadAsync(key, Cancel))!;
        Assert.Equal(Money(imported.On(again.Day)), Money(again));
        await reversals.RunAsync(key, $"{second.Import}", Why, Ada, false, null, Cancel);
        Assert.Equal(Content(opened), Content((await keeper.FreshHeadAsync(key, Cancel))!));
    }

    /// <summary>What a book says, without its place and day, and what was taken back.</summary>
    private static string Content(Book book) => BookDigest.Compute(book with
    {
        Position = 0, KnownAt = default, RecordedAt = default, Reversed = null, Claimed = false,
        Day = default,
        Things = book.Things.Remove(new(SubjectKind.Portfolio, book.Portfolio)),
    });

    /// <summary>Each initiative with its stage and money, in the order of keys.</summary>
    private static string Money(Book book) => string.Join('\n',
        Core.Views.InitiativeList.Compute(book).Items.Select(i =>
            $"{i.Initiative} {i.Name} {i.Stage} {i.Budget}"));
}
