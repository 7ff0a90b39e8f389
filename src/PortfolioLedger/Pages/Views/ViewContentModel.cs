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
    /// <summary>The name of the list in the record.</summary>
    public const string Items = "items";

    /// <summary>The order asked for: a field, with a minus for descending.</summary>
    public string? Sort => Given.FirstOrDefault(g => g.Name == ItemQuery.SortName).Text;

    /// <summary>The address of the page in the order of a field, or in reverse.</summary>
    public string Sorted(string field) => Links.To(Path,
        Given.Where(g => g.Name != ItemQuery.SortName)
            .Append((ItemQuery.SortName, Sort == field ? $"-{field}" : field)));
}
