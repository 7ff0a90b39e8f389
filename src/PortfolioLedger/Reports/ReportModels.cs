using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Pages;

namespace PortfolioLedger.Reports;

/// <summary>What a report shows, as it was made or as it would be now.</summary>
/// <param name="Report">Which report.</param>
/// <param name="Name">As it was defined then.</param>
/// <param name="Number">Of the run; null where it is only shown.</param>
/// <param name="Events">The events it knows; null where it failed.</param>
/// <param name="Book">Of which book, in words; null where it failed.</param>
/// <param name="Made">When and for whom; null where it is only shown.</param>
/// <param name="Digest">Of the view; null where it failed.</param>
/// <param name="Api">Where programs read it; null where it is only shown.</param>
/// <param name="Rows">Its lines; undefined where it failed.</param>
/// <param name="Count">How many lines it has in all.</param>
/// <param name="Note">Why it has no lines; null where it has some.</param>
/// <param name="Links">Of the portfolio.</param>
public sealed record RunModel(
    Key Report, string Name, int? Number, string? Events, string? Book, string? Made,
    string? Digest, string? Api, JsonElement Rows, int Count, string? Note, PageLinks Links)
{
    /// <summary>To whom it was mailed and what came of it; null where it is not mailed.</summary>
    public string? Mailed { get; init; }
}

/// <summary>A dashboard.</summary>
/// <param name="Audience">For whom.</param>
/// <param name="IsRetired">Whether it is shown no more.</param>
/// <param name="Empty">Why it shows nothing, where it shows nothing.</param>
/// <param name="Reports">In order.</param>
public sealed record DashboardModel(
    string Audience, bool IsRetired, string Empty, ImmutableArray<RunModel> Reports);

/// <summary>The runs of a report, below what it asks.</summary>
/// <param name="Latest">
/// The newest that was made, or what it would show now; null where the past had none.
/// </param>
/// <param name="Runs">Number, when, and what went wrong; the newest first.</param>
/// <param name="Form">HTML: the hidden field of the form that makes it.</param>
/// <param name="IsRetired">Whether it is made no more.</param>
/// <param name="Report">Which report.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
public sealed record RunsModel(
    RunModel? Latest, ImmutableArray<(int Number, string Made, string? Fault)> Runs, string Form,
    bool IsRetired, Key Report, PageLinks Links);
