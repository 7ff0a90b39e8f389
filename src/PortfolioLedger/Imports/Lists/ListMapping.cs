using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Says what the columns of current lists mean: each row is one thing as it is now, or as it was on
/// a stated day. A workbook holds several lists, one on each sheet; a CSV file holds one.
/// </summary>
/// <param name="Name">Of the mapping; the importing actor is <c>import:&lt;name&gt;</c>.</param>
/// <param name="Kind"><c>current-lists</c>.</param>
/// <param name="Source">Who keeps the lists.</param>
/// <param name="Rationale">Of every imported decision, because lists give none.</param>
/// <param name="Lists">What can be in the file.</param>
/// <param name="Like">The preset whose lists it has, instead of lists of its own.</param>
/// <param name="Portfolio">How the portfolio is opened if there is none.</param>
/// <param name="File">How the text is written.</param>
/// <param name="Opening">
/// True for opening balances: the day on which the ledger takes over must be stated.
/// </param>
/// <param name="Description">What it is for, in a sentence.</param>
public sealed record ListMapping(
    Key Name, MappingKind Kind, string Source, string Rationale,
    ImmutableArray<MappedList> Lists = default, string? Like = null,
    MappedPortfolio? Portfolio = null, MappedListFile? File = null, bool Opening = false,
    string? Description = null) : IMapping
{
    /// <summary>What can be in the file.</summary>
    public ImmutableArray<MappedList> Lists { get; init; } = Lists.IsDefault ? [] : Lists;

    /// <summary>How the text is written, with the defaults.</summary>
    [JsonIgnore]
    public MappedListFile Text => File ?? new();
}

/// <summary>One list.</summary>
/// <param name="Of">
/// <c>departments</c>, <c>customer-segments</c>, <c>value-streams</c>, <c>objectives</c>,
/// <c>objective-comparisons</c>, <c>initiatives</c>, <c>financial-cases</c>,
/// <c>allocations</c>, <c>outcomes</c>,
/// <c>measurements</c>, <c>benefits</c> or <c>feedback</c>.
/// </param>
/// <param name="ExternalId">
/// What the source calls a thing; its key is made of it. In a list about things of another list,
/// the key or name of such a thing.
/// </param>
/// <param name="Fields">The column of each field; a field can have several.</param>
/// <param name="Sheet">Of a workbook; without it the name of the list, or the only sheet.</param>
/// <param name="KeyPrefix">Goes before the external id.</param>
/// <param name="Model">The scoring model of scores; the one in force if absent.</param>
/// <param name="Ignore">Columns that are there and not imported.</param>
/// <param name="IgnoreOthers">True when every other column is ignored.</param>
/// <param name="Columns">
/// Headers that are mapped one by one, before everything else: to a field, with what it is for
/// behind it (<c>budget 2026</c>), to <c>externalId</c>, or to <c>ignore</c>.
/// </param>
public sealed record MappedList(
    string Of, FieldColumn ExternalId, ImmutableSortedDictionary<string, FieldColumns> Fields,
    string? Sheet = null, string KeyPrefix = "", Key? Model = null,
    ImmutableArray<string>? Ignore = null, bool IgnoreOthers = false,
    ImmutableSortedDictionary<string, string>? Columns = null)
{
    /// <summary>What somebody said a header is; null when nobody did.</summary>
    internal ColumnChoice? Choice(string header) =>
        Columns?.GetValueOrDefault(header) is { } text ? ColumnChoice.Parse(text) : null;
}

/// <summary>How the text of lists is written.</summary>
/// <param name="Encoding"><c>auto</c>, <c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>.</param>
/// <param name="Delimiter"><c>auto</c>, comma, semicolon, tab or bar.</param>
/// <param name="Numbers">1234.50 as the file writes it, see <see cref="NumberForm"/>.</param>
/// <param name="Dates">Forms of dates, in .NET date formats.</param>
public sealed record MappedListFile(
    string Encoding = "auto", string Delimiter = "auto", string Numbers = "1234.50",
    ImmutableArray<string>? Dates = null)
{
    /// <summary>The forms of dates, with the default.</summary>
    [JsonIgnore]
    public ImmutableArray<string> DateForms => Dates ?? ["yyyy-MM-dd"];
}

/// <summary>A column that holds a field. A bare text in JSON is its header.</summary>
/// <param name="Column">
/// Its header. One placeholder, as in <c>Budget {period}</c>, stands for many columns.
/// </param>
/// <param name="For">What the placeholder would stand for, when the header does not say.</param>
/// <param name="Also">Other headers it is known by.</param>
/// <param name="Separator">What stands between several texts.</param>
/// <param name="Unknown">Texts that mean unknown, beside a blank cell.</param>
/// <param name="Values">What texts mean; others are refused.</param>
/// <param name="LastCounts">True when the column is repeated and the last one counts.</param>
[JsonConverter(typeof(FieldColumnJson))]
[WrittenAs(typeof(string), typeof(FieldColumnJson.Full))]
public sealed record FieldColumn(
    string Column, string? For = null, ImmutableArray<string>? Also = null,
    string? Separator = null, ImmutableArray<string>? Unknown = null,
    ImmutableSortedDictionary<string, string>? Values = null, bool LastCounts = false)
{
    /// <summary>All headers it is known by.</summary>
    [JsonIgnore]
    public IEnumerable<string> Headers => [Column, .. Also ?? []];
}

/// <summary>The columns of one field. A single one in JSON needs no brackets.</summary>
[JsonConverter(typeof(FieldColumnsJson))]
[WrittenAs(typeof(FieldColumn), typeof(ImmutableArray<FieldColumn>))]
public sealed record FieldColumns(ImmutableArray<FieldColumn> All);
