using System.Globalization;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Imports.Reversals;
using PortfolioLedger.Pages;

namespace PortfolioLedger.Imports.Browser;

/// <summary>The form that takes an import back.</summary>
/// <param name="Token">HTML that proves where the form comes from.</param>
/// <param name="Obstacle">Why it cannot be sent; null where it can.</param>
/// <param name="Rationale">As typed.</param>
/// <param name="Problem">Why it was not taken; null where it was not sent.</param>
/// <param name="Shown">What it would take back; null where that was not asked.</param>
public sealed record ReversalFormModel(
    string Token, string? Obstacle, string Rationale, string? Problem, ImportReversal? Shown);

/// <summary>One import: how far it is, and its report.</summary>
/// <param name="Links">Of the portfolio.</param>
/// <param name="Job">The import.</param>
/// <param name="Report">What it did, or would do; null before.</param>
public sealed record ImportRunModel(PageLinks Links, ImportJob Job, ShownReport? Report)
{
    /// <summary>The form that takes it back; null where there is nothing to take back.</summary>
    public ReversalFormModel? Reversal { get; init; }

    /// <summary>A kept import as it is shown.</summary>
    public static ImportRunModel Of(PageLinks links, ImportJob job) =>
        new(links, job, ShownReport.Of(job.Report));

    /// <summary>Whether it has not ended.</summary>
    public bool IsOpen => Job.State is ImportState.Waiting or ImportState.Running;

    /// <summary>Where its progress is told.</summary>
    public string ProgressAddress => Links.Now($"imports/{Job.Id}/progress");

    /// <summary>Where it stands, in words.</summary>
    public string State => Words(Job);

    /// <summary>How far it is, in words.</summary>
    public string Progress => ProgressWords(Job);

    /// <summary>Where an import stands, in words.</summary>
    public static string Words(ImportJob job) => job switch
    {
        { Reversed: not null } => "taken back",
        { State: ImportState.Waiting } => "waiting",
        { State: ImportState.Running } => "running",
        { State: ImportState.Failed } => "failed",
        { DryRun: true } => "looked at",
        _ => "ended",
    };

    /// <summary>How far an import is, in words.</summary>
    public static string ProgressWords(ImportJob job) => job.Progress switch
    {
        { Step: null } => "Others are before it.",
        { Step: "Reading", Total: > 0 } read => string.Create(CultureInfo.InvariantCulture,
            $"Reading: {100 * read.Done / read.Total} % of the file."),
        { Total: > 0 } now =>
            $"{now.Step}: {Values.Count(now.Done)} of {Values.Count(now.Total)}.",
        var now => $"{now.Step}.",
    };
}

/// <summary>The imports of a portfolio.</summary>
/// <param name="Links">Of the portfolio.</param>
/// <param name="WhyNot">Why they are not shown; null when they are.</param>
/// <param name="MayImport">Whether who looks at them may import.</param>
/// <param name="Imports">The newest first.</param>
public sealed record ImportListModel(
    PageLinks Links, string? WhyNot, bool MayImport, IReadOnlyList<ImportRunModel> Imports);
