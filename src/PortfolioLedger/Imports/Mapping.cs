using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports;

/// <summary>How a history file is laid out; stored by name.</summary>
public enum MappingKind
{
    /// <summary>Each row is the state of one initiative at one reporting date.</summary>
    PeriodicSnapshot,
    /// <summary>Each row is the change of one field of one initiative.</summary>
    FieldChanges,
    /// <summary>Each row is one thing as it is now; see <see cref="Lists.ListMapping"/>.</summary>
    CurrentLists,
}

/// <summary>Says what the columns of a file mean.</summary>
public interface IMapping
{
    /// <summary>Of the mapping.</summary>
    Key Name { get; }

    /// <summary>Who published or keeps the file.</summary>
    string Source { get; }

    /// <summary>
    /// How the portfolio is opened if there is none; null when the caller must say.
    /// </summary>
    MappedPortfolio? Portfolio { get; }
}

/// <summary>On whose account imported rows are recorded.</summary>
public static class ImportingCaller
{
    /// <summary>Who claims what a mapping reads.</summary>
    public static Caller Caller(this IMapping mapping) =>
        new(new Actor($"import:{mapping.Name}", Role.Administrator), Claims: true);
}

/// <summary>Says what the columns of a history file mean. Written as a JSON file.</summary>
/// <param name="Name">Of the mapping; the importing actor is <c>import:&lt;name&gt;</c>.</param>
/// <param name="Kind">How the file is laid out.</param>
/// <param name="Source">Who published the file; rows are recognised within their source.</param>
/// <param name="Portfolio">How the portfolio is opened if there is none.</param>
/// <param name="ReportedAt">When the source knew the row; dates mean 00:00 UTC.</param>
/// <param name="ExternalId">What the source calls the initiative.</param>
/// <param name="Initiative">What the first row of an initiative says about it.</param>
/// <param name="Phase">The delivery phase.</param>
/// <param name="Budget">The budget as published.</param>
/// <param name="Completion">The expected completion as published.</param>
/// <param name="Rationale">Of every imported decision, because sources give none.</param>
/// <param name="File">How the text is written.</param>
/// <param name="Ignore">Columns that are there and not imported.</param>
/// <param name="Changes">
/// Of field changes, how they are written. The columns of initiative and phase are then fields.
/// </param>
/// <param name="Columns">
/// Headers of a file that are written otherwise: the column each of them stands for, or
/// <c>ignore</c>.
/// </param>
public sealed record Mapping(
    Key Name, MappingKind Kind, string Source, MappedPortfolio Portfolio, DateColumn ReportedAt,
    TextColumn ExternalId, MappedInitiative Initiative, string Rationale, TextColumn? Phase = null,
    MappedBudget? Budget = null, MappedCompletion? Completion = null, MappedFile? File = null,
    ImmutableArray<string>? Ignore = null, MappedChanges? Changes = null,
    ImmutableSortedDictionary<string, string>? Columns = null) : IMapping
{
    MappedPortfolio? IMapping.Portfolio => Portfolio;

    /// <summary>Columns that are read.</summary>
    [JsonIgnore]
    public IEnumerable<string> ReadColumns => Changes is { } changes
        ? [ReportedAt.Column, ExternalId.Column, .. changes.Columns]
        : SnapshotColumns;

    private IEnumerable<string> SnapshotColumns => new[]
    {
        ReportedAt.Column, ExternalId.Column, Initiative.Name.Column, Initiative.Summary?.Column,
        Initiative.Department?.Column, Initiative.ParticipatingDepartments?.Column,
        Initiative.ValueStream?.Column, Phase?.Column, Budget?.Total.Column,
        Budget?.Change?.Column, Completion?.Date.Column, Completion?.ChangeInDays?.Column,
    }.OfType<string>();

    /// <summary>Columns that are there and not imported.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Ignored =>
    [
        .. Ignore ?? [],
        .. (Columns ?? ImmutableSortedDictionary<string, string>.Empty)
            .Where(c => c.Value == Lists.ColumnChoice.Ignore).Select(c => c.Key),
    ];

    /// <summary>The column that a header of a file stands for.</summary>
    internal string ColumnOf(string header) =>
        Columns?.GetValueOrDefault(header) is { } column && column != Lists.ColumnChoice.Ignore
            ? column : header;

    /// <summary>What stands between two fields.</summary>
    [JsonIgnore]
    public char Delimiter => (File?.Delimiter ?? ",")[0];
}

/// <summary>The portfolio an import opens if there is none.</summary>
public sealed record MappedPortfolio(string Name, Currency Currency);

/// <summary>How the text of the file is written.</summary>
/// <param name="Encoding">Only <c>utf-8</c>.</param>
/// <param name="Delimiter">Comma, semicolon, tab or bar.</param>
/// <param name="Numbers">
/// Only <c>1234.50</c>: a point before decimals, nothing between thousands.
/// </param>
public sealed record MappedFile(
    string Encoding = MappedFile.Utf8, string Delimiter = ",",
    string Numbers = MappedFile.PlainNumbers)
{
    /// <summary>The one encoding that is read.</summary>
    public const string Utf8 = "utf-8";

    /// <summary>The one form of numbers that is read.</summary>
    public const string PlainNumbers = "1234.50";
}

/// <summary>A column of text.</summary>
/// <param name="Column">Its header.</param>
/// <param name="Unknown">Texts that mean unknown, beside a blank cell.</param>
public sealed record TextColumn(string Column, ImmutableArray<string>? Unknown = null);

/// <summary>A column of several texts.</summary>
/// <param name="Column">Its header.</param>
/// <param name="Separator">What stands between two of them.</param>
/// <param name="Unknown">Texts that mean none, beside a blank cell.</param>
public sealed record ListColumn(
    string Column, string Separator, ImmutableArray<string>? Unknown = null);

/// <summary>A column of dates, or of dates with times, in a .NET date format.</summary>
public sealed record DateColumn(string Column, string Format);

/// <summary>A column of numbers.</summary>
public sealed record NumberColumn(string Column);

/// <summary>What the first row of an initiative says about it.</summary>
/// <param name="KeyPrefix">Goes before the external id: <c>nyc-</c> makes <c>nyc-18</c>.</param>
/// <param name="Name">For people; must not be blank in the first row.</param>
/// <param name="Kind">Project, program or product.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Department">Which leads it; its key is the text as a slug.</param>
/// <param name="ParticipatingDepartments">Which take part.</param>
/// <param name="ValueStream">Which it serves; its key is the text as a slug.</param>
public sealed record MappedInitiative(
    string KeyPrefix, TextColumn Name, InitiativeKind Kind = InitiativeKind.Project,
    TextColumn? Summary = null, TextColumn? Department = null,
    ListColumn? ParticipatingDepartments = null, TextColumn? ValueStream = null);

/// <summary>The budget as published.</summary>
/// <param name="Period">Of all figures, <c>whole-life</c>.</param>
/// <param name="Total">The budget; blank means unknown, the last one stays.</param>
/// <param name="Change">
/// The change as published, kept beside the total; without this column any other total is a change.
/// </param>
/// <param name="Unit">What the figures count.</param>
public sealed record MappedBudget(
    string Period, NumberColumn Total, NumberColumn? Change = null, MoneyUnit Unit = MoneyUnit.One);

/// <summary>
/// What figures of money count; its value is how many units of the currency that is.
/// </summary>
public enum MoneyUnit
{
    /// <summary>Units of the currency: dollars, pounds.</summary>
    One = 1,
    /// <summary>Thousands of them.</summary>
    Thousand = 1_000,
    /// <summary>Millions of them.</summary>
    Million = 1_000_000,
}

/// <summary>The expected completion as published.</summary>
/// <param name="Date">Blank means unknown, the last one stays.</param>
/// <param name="ChangeInDays">
/// The change as published, whole days, later positive; without it any other date is a change.
/// </param>
public sealed record MappedCompletion(DateColumn Date, NumberColumn? ChangeInDays = null);
