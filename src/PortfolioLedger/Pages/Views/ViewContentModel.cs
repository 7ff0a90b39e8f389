using System.Collections.Immutable;
using System.Text.Json;
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
/// <param name="Type">Of the chart: <c>bars</c>, <c>slope</c>, <c>waterfall</c>.</param>
/// <param name="X">The field along it.</param>
/// <param name="Y">The field that names what is shown.</param>
/// <param name="To">The field of the later time, where there are two.</param>
/// <param name="Label">What it shows, in words.</param>
/// <param name="Base">The field of what lies between, where it is marked.</param>
public sealed record ChartModel(
    string Type, string X, string Y, string? To, string Label, string? Base = null)
{
    /// <summary>The chart of a view's list; null where a table says it best.</summary>
    public static ChartModel? Of(string view) => view switch
    {
        "ranking/robustness" => new("tornado", "bestRank", "name", "worstRank",
            "the ranks that initiatives take while weights move", "rank"),
        "ranking" => new("bars", "score", "name", null, "scores in the order of the ranking"),
        "alignment" => new("bars", "score", "name", null, "how well initiatives are aligned"),
        "value-streams" => new("bars", "priority", "name", null, "priority of value streams"),
        "ranking/comparison" or "alignment/comparison" => new(
            "slope", "fromRank", "name", "toRank", "ranks then and now"),
        "ranking/explanation" => new("waterfall", "scoreBefore", "sentence", "scoreAfter",
            "what each decision added to the score, in order"),
        _ => null,
    };
}

/// <summary>A view as a page shows it.</summary>
/// <param name="Summary">What it is about.</param>
/// <param name="Answer">
/// Its record as JSON, with the page of its list; undefined where it was not asked.
/// </param>
/// <param name="Parameters">What it can be asked.</param>
/// <param name="Filters">By which its list is filtered and sorted.</param>
/// <param name="Given">What was asked beside the time and the place in the list.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
/// <param name="Path">Of the page.</param>
/// <param name="Next">The address of the next page; null at the end.</param>
/// <param name="Note">Why it shows nothing of the past; null where it shows something.</param>
public sealed record ViewContentModel(
    string Summary, JsonElement Answer, ImmutableArray<AskedField> Parameters,
    ImmutableArray<AskedField> Filters, ImmutableArray<(string Name, string Text)> Given,
    PageLinks Links, string Path, string? Next, string? Note)
{
    /// <summary>The picture of the list; null where there is none.</summary>
    public ChartModel? Chart => ChartModel.Of(Path);

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

    /// <summary>The order asked for: a field, with a minus for descending.</summary>
    public string? Sort => Given.FirstOrDefault(g => g.Name == ItemQuery.SortName).Text;

    /// <summary>The address of the page in the order of a field, or in reverse.</summary>
    public string Sorted(string field) => Links.To(Path,
        Given.Where(g => g.Name != ItemQuery.SortName)
            .Append((ItemQuery.SortName, Sort == field ? $"-{field}" : field)));
}
