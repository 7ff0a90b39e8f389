using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>What a view says of one book, with a page of its list.</summary>
/// <param name="Asked">The question it answers.</param>
/// <param name="Computed">The whole view.</param>
/// <param name="Items">The page; the view itself where it has no list.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
internal sealed record ViewResult(
    ResolvedView Asked, ComputedView Computed, IReadOnlyList<object> Items, string? NextCursor)
{
    /// <summary>The book it speaks of.</summary>
    public AsOfEcho Echo => Asked.When.Echo;

    /// <summary>Over the whole view.</summary>
    public string Digest => Computed.Digest;
}

/// <summary>The same of a view whose record is known.</summary>
/// <param name="View">The record, with the page in its list.</param>
/// <param name="Echo">The book it speaks of.</param>
/// <param name="Digest">Over the whole view.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
internal sealed record ViewResult<T>(
    T View, AsOfEcho Echo, string Digest, string? NextCursor) where T : class;

/// <summary>An answer as bytes.</summary>
/// <param name="Start">What a JSON answer begins with; nothing in other forms.</param>
/// <param name="Body">What follows.</param>
/// <param name="Note">Why it shows nothing of the past; null where it shows something.</param>
internal sealed record WrittenView(byte[] Start, ViewBody Body, string? Note);

/// <summary>The bytes of an answer that are the same whoever asks.</summary>
/// <param name="Bytes">Of a JSON answer, what follows its as-of; of others everything.</param>
/// <param name="Digest">Of the view.</param>
/// <param name="NextCursor">Where the next page begins; null at the end.</param>
internal sealed record ViewBody(byte[] Bytes, string Digest, string? NextCursor)
{
    /// <summary>Of the page whose content it is; null where the address says it.</summary>
    public string? Title { get; init; }
}
