using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

// The forms of answers that RunJson and the feeds write field by field, for the API description.

/// <summary>How a run ended.</summary>
internal enum RunStatus
{
    /// <summary>With a result.</summary>
    Made,

    /// <summary>Without one; the error says why.</summary>
    Failed,
}

/// <summary>The book a run shows.</summary>
/// <param name="Position">Of its last event.</param>
/// <param name="EffectiveOn">Its business day.</param>
internal sealed record RunMoment(long Position, DateOnly EffectiveOn);

/// <summary>Why a run failed.</summary>
/// <param name="Code">The code of a problem.</param>
/// <param name="Detail">What was wrong.</param>
internal sealed record RunError(string Code, string Detail);

/// <summary>One run of a report: what was asked, and what came of it.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Report">Of which report.</param>
/// <param name="Run">Its number, from 1.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Name">Of the report then.</param>
/// <param name="View">What it asked.</param>
/// <param name="AsOfRule">Which moment it shows, as a rule.</param>
/// <param name="DefinitionPosition">The position of the definition it was made by.</param>
/// <param name="MadeAt">When.</param>
/// <param name="DueAt">For which moment of its schedule; null on request.</param>
/// <param name="RequestedBy">Who asked; null by schedule.</param>
/// <param name="Permalink">The address of the result.</param>
/// <param name="AsOf">The book it shows, if it was made.</param>
/// <param name="Digest">Of the view, if it was made.</param>
/// <param name="Source">The address of the view it shows, if it was made.</param>
/// <param name="Result">SHA-256 of the result, if it was made.</param>
/// <param name="Count">How many items it shows, if it was made.</param>
/// <param name="Empty">Whether it shows none, if it was made.</param>
/// <param name="Note">Why it shows none.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Reproduced">With the result: whether it can be made again from the journal.</param>
/// <param name="Columns">With the result: the fields of its items.</param>
/// <param name="Items">The result.</param>
internal sealed record ReportRunAnswer(
    Key Portfolio,
    Key Report,
    int Run,
    RunStatus Status,
    string Name,
    string View,
    AsOfRule AsOfRule,
    long DefinitionPosition,
    DateTimeOffset MadeAt,
    DateTimeOffset? DueAt,
    string? RequestedBy,
    string Permalink,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RunMoment? AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Digest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Empty,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RunError? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Reproduced,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        ImmutableArray<string>? Columns,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        ImmutableArray<ImmutableSortedDictionary<string, object>>? Items
);

/// <summary>What was made of a report, the newest first.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Report">Of which report.</param>
/// <param name="Items">Without results.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
internal sealed record ReportRunPage(
    Key Portfolio,
    Key Report,
    ImmutableArray<ReportRunAnswer> Items,
    string? NextCursor
);

/// <summary>Reports put together for an audience, with their latest results.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Dashboard">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Audience">For whom.</param>
/// <param name="Retired">No longer kept.</param>
/// <param name="Version">For If-Match.</param>
/// <param name="Reports">In their order.</param>
internal sealed record DashboardAnswer(
    Key Portfolio,
    Key Dashboard,
    string Name,
    Audience Audience,
    bool Retired,
    long Version,
    ImmutableArray<DashboardReport> Reports
);

/// <summary>A report on a dashboard.</summary>
/// <param name="Report">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="View">What it asks.</param>
/// <param name="Latest">Its latest run; null before the first.</param>
internal sealed record DashboardReport(
    Key Report,
    string Name,
    string? View,
    ReportRunAnswer? Latest
);
