using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages.Views;

/// <summary>A field of the form that asks a view differently.</summary>
/// <param name="Name">As in the address.</param>
/// <param name="Hint">What it means, or which form its values have.</param>
/// <param name="Value">What was given; null where nothing was.</param>
/// <param name="Example">A value it can have; null where the hint says it.</param>
/// <param name="Choices">Of which one is taken; empty where any text may be given.</param>
/// <param name="IsRequired">Whether there is no answer without it.</param>
public sealed record AskedField(
    string Name, string Hint, string? Value, string? Example, ImmutableArray<string> Choices,
    bool IsRequired);

/// <summary>A picture of a table.</summary>
/// <param name="Type">Of the chart, as <c>plots.js</c> calls it.</param>
/// <param name="X">The field along it.</param>
/// <param name="Y">The field that names what is shown.</param>
/// <param name="To">The field of the later time, where there are two.</param>
/// <param name="Label">What it shows, in words.</param>
/// <param name="Base">The field of what lies between, where it is marked.</param>
public sealed record ChartModel(
    string Type, string X, string Y, string? To, string Label, string? Base = null)
{
    /// <summary>Of the numbers: <c>%</c>; null where they have none.</summary>
    public string? Unit { get; init; }

    /// <summary>The chart of a view's list; null where a table says it best.</summary>
    public static ChartModel? Of(string view) => view switch
    {
        "ranking/robustness" => new("tornado", "bestRank", "name", "worstRank",
            "the ranks that initiatives take while weights move", "rank"),
        "ranking/comparison" or "alignment/comparison" => new(
            "slope", "fromRank", "name", "toRank", "ranks then and now"),
        "ranking/explanation" => new("waterfall", "scoreBefore", "sentence", "scoreAfter",
            "what each decision added to the score, in order"),
        _ => null,
    };
}

/// <summary>A view as a page shows it.</summary>
/// <param name="View">Its path in the catalogue.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Record">
/// What the read engine answered, with the page of its list; null where it was not asked.
/// </param>
/// <param name="Parameters">What it can be asked.</param>
/// <param name="Filters">By which its list is filtered and sorted.</param>
/// <param name="Given">What was asked beside the time and the place in the list.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
/// <param name="Path">Of the page.</param>
public sealed record ViewContentModel(
    string View, string Summary, object? Record, ImmutableArray<AskedField> Parameters,
    ImmutableArray<AskedField> Filters, ImmutableArray<(string Name, string Text)> Given,
    PageLinks Links, string Path)
{
    private JsonElement? _answer;

    /// <summary>The address of the next page; null at the end.</summary>
    public string? Next { get; init; }

    /// <summary>Why it shows nothing of the past; null where it shows something.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// The component that shows this record; null where its fields are shown as they are.
    /// </summary>
    public Type? Content { get; init; }

    /// <summary>What further views of the same book said; null where none was asked.</summary>
    public object? More { get; init; }

    /// <summary>The record as JSON; undefined where it was not asked.</summary>
    public JsonElement Answer => Record is null ? default : _answer ??=
        JsonSerializer.SerializeToElement(Record, Record.GetType(), ViewJson.Options);

    /// <summary>The picture of the list; null where there is none.</summary>
    public ChartModel? Chart => Columns?.Chart ?? ChartModel.Of(Path);

    /// <summary>Which columns its list has; null for all fields of its items.</summary>
    public ListPage? Columns => ListPage.Of(View);

    /// <summary>The picture of a list of the record; null where there is none.</summary>
    public ChartModel? ChartOf(string part) => part == List ? Chart
        : Path == "ranking/robustness" && part == "weights" ? new("tornado", "holdsFrom",
            "criterion", "holdsTo", "how far each weight may move before the order changes",
            "weight")
        : null;

    /// <summary>The name of the list in nearly every record.</summary>
    public const string Items = "items";

    /// <summary>The name of a sentence that says it all, where a record has one.</summary>
    public const string Sentence = "summary";

    /// <summary>The name of the list in this record.</summary>
    public string List => Path == "ranking/explanation" ? "causes" : Items;

    /// <summary>The one thing that the page is about; null for lists.</summary>
    public Subject? About => View.IndexOf('{', StringComparison.Ordinal) is > 0 and var brace
        && Enumeration<SubjectKind>.TryParse(View[(brace + 1)..^1], out var kind)
        && Key.TryParse(Path[brace..], out var key) ? new(kind, key) : null;

    /// <summary>Why there is nothing to see, and what to do next.</summary>
    public string Empty => Filters.Any(f => f.Value is not null)
        ? "Nothing matches these filters. Ask with fewer of them." : EmptyStates.Of(View);

    /// <summary>What was given for a parameter; null where nothing was.</summary>
    public string? GivenFor(string name) =>
        Given.FirstOrDefault(g => g.Name == name).Text;

    /// <summary>The order asked for: a field, with a minus for descending.</summary>
    public string? Sort => GivenFor(ItemQuery.SortName);

    /// <summary>The address of the page in the order of a field, or in reverse.</summary>
    public string Sorted(string field) =>
        With(ItemQuery.SortName, Sort == field ? $"-{field}" : field);

    /// <summary>The address of the page with another value of a parameter; none for null.</summary>
    public string With(string name, string? text) => Links.To(Path, text is null
        ? Given.Where(g => g.Name != name)
        : Given.Where(g => g.Name != name).Append((name, text)));
}
