using System.Text.Json;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Demo;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Imports;

namespace PortfolioLedger.Tests.Demo;

/// <summary>What the product can, the demo shows: every kind of event, every figure.</summary>
public sealed class DemoCoverageTests
{
    private static readonly Lazy<Rehearsal> Story = new(ToldStory.Rehearsed);

    /// <summary>
    /// Kinds of events that an invented history cannot hold, each with the reason.
    /// </summary>
    private static readonly Dictionary<string, string> NotTold = new()
    {
        ["history-imported"] = "names the file of an import; the story comes from no file",
        ["scenario-adopted"] =
            "stands for a scenario's own stream, which is beside the journal and cannot be claimed",
        ["portfolio-archived"] = StaysOpen,
        ["portfolio-reopened"] = StaysOpen,
        ["import-reversed"] = NothingImported,
        ["event-reversed"] = NothingImported,
        ["ledger-restored"] = OfItsLog,
        ["log-key-rotated"] = OfItsLog,
        ["personal-texts-erased"] =
            "needs words that are kept; a claimed history comes with their commitments alone",
    };

    private const string OfItsLog = "is about the signed log of a ledger, not about a portfolio";

    private const string StaysOpen = "a demo that was closed once would look abandoned";

    private const string NothingImported = "the story comes from no file that could be taken back";

    /// <summary>Figures that are unknown in all rows, each with the reason.</summary>
    private static readonly Dictionary<string, string> Nowhere = new()
    {
        ["benefits/overall/initiative"] = AllOfThem,
        ["benefits/overall/name"] = AllOfThem,
        ["hindsight/criteria/unknown"] = NothingToExplain,
        ["hindsight/latencies/unknown"] = NothingToExplain,
        ["hindsight/rationales/unknown"] = NothingToExplain,
        ["hindsight/reversals/unknown"] = NothingToExplain,
        ["market-positioning/items/unknown"] = NothingToExplain,
        ["process/before/from"] = "the time before the split has no first day",
        ["process/overall/from"] = "all of it has no first day",
        ["productivity/overall/initiative"] = AllOfThem,
        ["productivity/overall/name"] = AllOfThem,
        ["productivity/overall/stage"] = AllOfThem,
        ["productivity/overall/unknown"] = NothingToExplain,
    };

    private const string AllOfThem = "the line is about all initiatives, not about one";

    private const string NothingToExplain = "says why a figure is unknown, and each is known";

    private static Book Book => Story.Value.Book;

    public static TheoryData<string> Kinds => [.. Catalogue.All.Select(k => k.Name)];

    public static TheoryData<string> Views => [.. Shown.Keys];

    private static Dictionary<string, Func<object>> Shown { get; } = new()
    {
        ["financials"] = () => Financials.Compute(Book),
        ["benefits"] = () => Core.Views.Benefits.Compute(Book),
        ["market-positioning"] = () => MarketPositioning.Compute(Book),
        ["productivity"] = () => Productivity.Compute(Book),
        ["process"] = () => PmoProcess.Compute(Book, split: new(2025, 7, 1)),
        ["scorecard"] = () => PmoScorecard.Compute(Book),
        ["hindsight"] = () => HindsightAnalysis.Compute(Book, DemoStory.Start),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_of_event_is_told_or_there_is_a_reason_why_not(string kind)
    {
        var told = Story.Value.Entries.Any(e => Catalogue.KindOf(e.Fact).Name == kind);

        Assert.Equal(!NotTold.ContainsKey(kind), told);
    }

    [Fact]
    public void Every_command_of_the_API_is_given_in_the_story()
    {
        var given = DemoStory.Tell(Key.Parse("demo")).SelectMany(m => m.Commands)
            .Select(c => c.GetType().Name).ToHashSet();

        Assert.Equal(
            [typeof(ArchivePortfolio), typeof(ReopenPortfolio)],
            CommandRoutes.Table.Routes.Select(r => r.Command)
                .Where(c => !given.Contains(c.Name)).Distinct().OrderBy(c => c.Name));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Every_figure_of_a_view_is_known_somewhere(string view)
    {
        var found = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        Look(view, JsonSerializer.SerializeToElement(Shown[view](), ViewJson.Options), found);

        Assert.Equal(
            Nowhere.Keys.Where(path => path.Split('/')[0] == view).Order(StringComparer.Ordinal),
            found.Where(f => !f.Value).Select(f => f.Key)
        );
    }

    /// <summary>
    /// Whether the field at each path holds anything; a list's items share their paths.
    /// </summary>
    private static void Look(string path, JsonElement at, SortedDictionary<string, bool> found)
    {
        var holds = at.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.Array => at.GetArrayLength() > 0,
            _ => true,
        };
        found[path] = holds || found.GetValueOrDefault(path);
        if (at.ValueKind == JsonValueKind.Object)
            foreach (var field in at.EnumerateObject())
                Look($"{path}/{field.Name}", field.Value, found);
        else if (at.ValueKind == JsonValueKind.Array)
            foreach (var item in at.EnumerateArray())
                Look(path, item, found);
    }
}
