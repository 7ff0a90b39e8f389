using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Querying;

/// <summary>What a view is computed from.</summary>
/// <param name="Book">At the position and day asked for.</param>
/// <param name="Head">At the last position; what was released at any time is in it.</param>
/// <param name="Subject">The key of the one thing it shows; the default one for others.</param>
/// <param name="Arguments">The view's own parameters.</param>
internal record ViewContext(Book Book, Book Head, Key Subject, Arguments Arguments)
{
    /// <summary>The value of a parameter of the view.</summary>
    public T Get<T>(Parameter<T> parameter) => Arguments.Get(parameter);
}

/// <summary>The same for views that also read entries or other books.</summary>
/// <param name="Book">At the position and day asked for.</param>
/// <param name="Head">At the last position; what was released at any time is in it.</param>
/// <param name="Subject">The key of the one thing it shows; the default one for others.</param>
/// <param name="Arguments">The view's own parameters.</param>
/// <param name="Keeper">Other books.</param>
/// <param name="Reader">Entries.</param>
internal sealed record JournalContext(
    Book Book, Book Head, Key Subject, Arguments Arguments, BookKeeper Keeper, JournalReader Reader)
    : ViewContext(Book, Head, Subject, Arguments);
