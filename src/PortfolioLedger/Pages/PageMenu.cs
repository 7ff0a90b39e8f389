using System.Collections.Immutable;

namespace PortfolioLedger.Pages;

/// <summary>What the navigation of a portfolio leads to.</summary>
/// <param name="Path">Below the portfolio.</param>
/// <param name="Title">Of the page.</param>
internal sealed record PageMenu(string Path, string Title)
{
    /// <summary>In reading order.</summary>
    public static readonly ImmutableArray<PageMenu> All =
    [
        new("", "Overview"), new("ranking", "Ranking"),
        new("ranking/robustness", "Robustness"), new("what-if/frontier", "Frontier"),
        new("alignment", "Alignment"),
        new("value-streams", "Value streams"), new("outcomes-versus-outputs", "Outcomes"),
        new("timeline", "Timeline"), new("decisions", "Decisions"),
        new("initiatives", "Initiatives"), new("objectives", "Objectives"),
        new("feedback", "Feedback"), new("scorecard", "Scorecard"),
        new("financials", "Financials"), new("benefits", "Benefits"),
        new("capacity", "Capacity"), new("silos", "Silos"), new("listening", "Listening"),
        new("programs", "Programs"), new("reports", "Reports"), new("what-if", "What if"),
        new("scenarios", "Scenarios"), new("record", "Record"), new("board-pack", "Board pack"),
        new("imports", "Imports"), new("audit", "Audit"),
        new("views", "All views"),
    ];
}
