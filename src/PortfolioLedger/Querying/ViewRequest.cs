using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Querying;

/// <summary>
/// What is asked of a view, as values: every surface says it in words of its own and translates
/// into this.
/// </summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="View">What is asked for, in the version asked for.</param>
internal sealed record ViewRequest(Key Portfolio, ViewDefinition View)
{
    /// <summary>
    /// The key of the one thing the view shows, as it was given: a text that is no key names
    /// nothing that is there. Empty where the view has no such key.
    /// </summary>
    public string Subject { get; init; } = "";

    /// <summary>Of which book.</summary>
    public AsOf AsOf { get; init; } = AsOf.Now;

    /// <summary>The view's own parameters.</summary>
    public Arguments Arguments { get; init; } = Arguments.None;

    /// <summary>Filters, order and page length.</summary>
    public ItemQuery Items { get; init; } = ItemQuery.Everything;

    /// <summary>
    /// Where the page begins: the next cursor of the page before; null for the first.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// Whether the whole list is one page when no page length is given; else a page has
    /// <see cref="ItemQuery.DefaultLimit"/> items.
    /// </summary>
    public bool IsWhole { get; init; }

    /// <summary>The form that was named; null where nothing was said about it.</summary>
    public Format? Format { get; init; }
}
