using System.Collections.Immutable;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Pages;

namespace PortfolioLedger.Imports.Browser;

/// <summary>The first step of an import: what, and which file.</summary>
/// <param name="Links">Of the portfolio.</param>
/// <param name="WhyNot">Why nothing can be imported here; null when it can.</param>
/// <param name="Token">The hidden field of the form, HTML.</param>
/// <param name="Kind">What was chosen.</param>
/// <param name="Kinds">What there is to choose.</param>
/// <param name="Columns">What the columns of that mean.</param>
/// <param name="Templates">Files to fill in: words and address.</param>
/// <param name="Description">What it is for.</param>
/// <param name="NeedsDay">Whether the day must be stated.</param>
/// <param name="IsHistory">Whether it is a history, which has no day of its own.</param>
/// <param name="Day">The day as it was stated.</param>
public sealed record ImportFormModel(
    PageLinks Links, string? WhyNot, string Token, string Kind,
    ImmutableArray<ImportKindGroup> Kinds, ImmutableArray<ColumnOption> Columns,
    ImmutableArray<(string Words, string Address)> Templates, string? Description,
    bool NeedsDay, bool IsHistory, string? Day)
{
    /// <summary>Whether the import opens the portfolio.</summary>
    public bool IsNew { get; init; }

    /// <summary>What is wrong with what was chosen.</summary>
    public string? KindFault { get; init; }

    /// <summary>What is wrong with the day.</summary>
    public string? DayFault { get; init; }

    /// <summary>What is wrong with the file.</summary>
    public string? FileFault { get; init; }

    /// <summary>The largest file, in megabytes.</summary>
    public static int MaxMegabytes => ImportUpload.MaxFileBytes / 1024 / 1024;
}
