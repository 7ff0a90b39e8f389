using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Imports;

/// <summary>A step in the life of an initiative as a source's status tells it.</summary>
public enum LifeStep
{
    /// <summary>It is put forward and no more.</summary>
    Propose,
    /// <summary>It is agreed.</summary>
    Approve,
    /// <summary>It is carried out.</summary>
    Complete,
    /// <summary>It is taken up again: the status after completion is that of approval.</summary>
    Reopen,
    /// <summary>It is ended before its time.</summary>
    Kill,
    /// <summary>It is turned down.</summary>
    Reject,
    /// <summary>It is put off.</summary>
    Defer,
}

/// <summary>How changes of single fields are written.</summary>
/// <param name="Field">The column that names the field.</param>
/// <param name="Old">The column of the value before.</param>
/// <param name="New">The column of the value now; blank means unknown.</param>
/// <param name="EffectiveOn">Since when the change holds; its UTC date counts.</param>
/// <param name="IdPattern">
/// A regular expression of which the only group is the initiative's id within the external id.
/// </param>
/// <param name="Status">The field of the life cycle.</param>
/// <param name="Phases">Phases there are; others are refused.</param>
/// <param name="Release">The field of the release that is aimed at.</param>
/// <param name="Evidence">The document behind a change.</param>
/// <param name="IgnoreFields">Fields that are there and not imported.</param>
public sealed record MappedChanges(
    string Field, string Old, string New, DateColumn EffectiveOn, string IdPattern,
    MappedStatus Status, ImmutableArray<string>? Phases = null, MappedRelease? Release = null,
    MappedEvidence? Evidence = null, ImmutableArray<string>? IgnoreFields = null)
{
    /// <summary>Columns that are read.</summary>
    [JsonIgnore]
    public IEnumerable<string> Columns => new[]
    {
        Field, Old, New, EffectiveOn.Column, Evidence?.Column,
    }.OfType<string>();
}

/// <summary>A status as a step of the life cycle.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Steps">What each text means; others are refused.</param>
public sealed record MappedStatus(string Field, ImmutableDictionary<string, LifeStep> Steps);

/// <summary>
/// A release as a day, so that releases keep their order: the number in its name counts months from
/// the first. It is no promise of a calendar day.
/// </summary>
/// <param name="Field">Its name.</param>
/// <param name="Pattern">A regular expression of which the only group is the number.</param>
/// <param name="First">The day that stands for number 0.</param>
/// <param name="EveryMonths">From one number to the next.</param>
/// <param name="Unknown">Texts that mean unknown, beside a blank cell.</param>
public sealed record MappedRelease(
    string Field, string Pattern, DateOnly First, int EveryMonths,
    ImmutableArray<string>? Unknown = null);

/// <summary>The document behind a change.</summary>
/// <param name="Column">Its header.</param>
/// <param name="Prefix">Goes before the text to make an address.</param>
public sealed record MappedEvidence(string Column, string Prefix);

/// <summary>Patterns of mappings, kept from running away on odd texts.</summary>
internal static class ChangePatterns
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether it can be used.</summary>
    public static bool IsOne(string pattern)
    {
        try
        {
            return From(pattern).GetGroupNumbers().Length == 2;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The pattern, ready for use.</summary>
    public static Regex From(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant, Patience);
}

/// <summary>Steps and stages.</summary>
internal static class LifeSteps
{
    /// <summary>The step that led to a stage; null when none was taken yet.</summary>
    public static LifeStep? LastOf(Stage stage) => stage switch
    {
        Stage.Approved or Stage.Active or Stage.Paused => LifeStep.Approve,
        Stage.Completed or Stage.Closed => LifeStep.Complete,
        Stage.Killed or Stage.Merged => LifeStep.Kill,
        Stage.Rejected => LifeStep.Reject,
        Stage.Deferred => LifeStep.Defer,
        _ => null,
    };

    /// <summary>Stages on the way that a source does not tell.</summary>
    public static ImmutableArray<string> Implied(LifeStep? from, LifeStep to) => (from, to) switch
    {
        (null or LifeStep.Propose, LifeStep.Complete) => ["submitted", "approved", "active"],
        (null or LifeStep.Propose, LifeStep.Approve or LifeStep.Reject or LifeStep.Defer) =>
            ["submitted"],
        (LifeStep.Defer, LifeStep.Approve) => ["submitted"],
        (LifeStep.Approve, LifeStep.Complete) => ["active"],
        _ => [],
    };
}
