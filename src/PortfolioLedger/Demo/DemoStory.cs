using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Demo;

/// <summary>
/// Eighteen months of an invented water utility: the same moments in the same order every time.
/// </summary>
public static class DemoStory
{
    /// <summary>What the portfolio is called; it says that nothing in it is real.</summary>
    public const string Name = "Riverbend Utilities (invented demo)";

    /// <summary>
    /// Where the moments are recognised by. Another edition of the story is another source.
    /// </summary>
    public const string Source = "Portfolio Ledger demo, edition 5";

    /// <summary>Whose account opens the portfolio: by it the demo is told from real ones.</summary>
    public static readonly Actor Opener = new("import:demo", Role.Administrator);

    /// <summary>Of all its money.</summary>
    public static readonly Currency Currency = Currency.Parse("USD");

    /// <summary>The day it begins.</summary>
    public static readonly DateOnly Start = new(2024, 7, 1);

    /// <summary>The day of the last moment.</summary>
    public static readonly DateOnly End = new(2025, 12, 31);

    /// <summary>Everything that is told, in order of time; the opening comes first.</summary>
    public static ImmutableArray<DemoMoment> Tell(Key portfolio) =>
    [
        Telling.On(Start, 7, Opener,
            new OpenPortfolio(portfolio, Name, Currency, "01-01")),
        .. Foundations.All().Concat(Proposals.All()).Concat(BoardMeetings.All())
            .Concat(Delivery.All()).Concat(Outcomes.All()).Concat(Listening.All())
            .Concat(Governance.All()).Concat(Staffing.All()).Concat(Benefits.All())
            .Concat(Dialogue.All()).Concat(Reporting.All()).Concat(Endings.All())
            .OrderBy(moment => moment.At),
    ];
}
