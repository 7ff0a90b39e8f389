using System.Collections.Immutable;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Pages.Frame;

/// <summary>What stands around the content of a page of a portfolio.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Content">HTML.</param>
/// <param name="Person">HTML: who looks at it.</param>
/// <param name="Portfolio">Its name.</param>
/// <param name="Archived">Since when it is archived; null while it is open.</param>
/// <param name="Last">The last position of its journal.</param>
/// <param name="Today">The last day that can be shown.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
/// <param name="Path">Of the page, below the portfolio.</param>
/// <param name="When">Of which book it speaks; null where it speaks of none.</param>
/// <param name="IsPast">Whether that is another time than now.</param>
/// <param name="Digest">Of the view it shows; null where it shows none.</param>
/// <param name="Actions">What can be done with it: name and address.</param>
/// <param name="Given">Parameters beside the time, which a change of it keeps.</param>
public sealed record DocumentModel(
    string Title, string Content, string Person, string Portfolio, DateOnly? Archived, long Last,
    DateOnly Today, PageLinks Links, string Path,
    AsOfEcho? When, bool IsPast, string? Digest,
    ImmutableArray<(string Name, string Address)> Actions,
    ImmutableArray<(string Name, string Text)> Given)
{
    /// <summary>Changes over which the time is moved; null where it speaks of no book.</summary>
    public TimeTrail? Trail { get; init; }

    /// <summary>
    /// Where a browser hears of new events; null where the page does not follow them.
    /// </summary>
    public string? Live { get; init; }

    /// <summary>Whether everything in the portfolio is invented.</summary>
    public bool IsDemo { get; init; }

    /// <summary>The choice between light and dark; null for that of the browser.</summary>
    public string? Theme { get; init; }

    /// <summary>What was searched for.</summary>
    public string? Sought { get; init; }

    /// <summary>
    /// With what it was made: read models, scoring model, program; null where that is not said.
    /// </summary>
    public ImmutableArray<string>? Facts { get; init; }

    /// <summary>
    /// Everything that the frame shows, as one text, without person and content: equal texts, equal
    /// frames. A field that is missing here would be shown as it was when it was rendered first.
    /// </summary>
    internal string FrameText => Joined(
    [
        Title, Portfolio, $"{Archived:O}", $"{Last}", $"{Today:O}", $"{Links.Portfolio}", Path,
        $"{When}", $"{IsPast}", Digest ?? "",
        Pairs(Links.AsOf), Pairs(Actions), Pairs(Given),
        // The changes of a portfolio follow from its last position.
        $"{Trail is null}", Live ?? "", $"{IsDemo}", Theme ?? "", Sought ?? "",
        $"{Facts is null}", Joined(Facts ?? []),
    ]);

    private static string Pairs(ImmutableArray<(string Name, string Text)> pairs) =>
        Joined(pairs.SelectMany(pair => (string[])[pair.Name, pair.Text]));

    /// <summary>Each with its length: whatever people type, other parts make another.</summary>
    private static string Joined(IEnumerable<string> parts) =>
        string.Concat(parts.Select(part => $"{part.Length}:{part}"));
}
