using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>The JSON answer to a view asked for without any parameter.</summary>
internal static class StandardAnswer
{
    /// <summary>The answer a book alone gives, for views that need nothing else.</summary>
    public static ViewBody From(ViewDefinition view, Book book)
    {
        var computed = (
            view.OfBook
            ?? throw new InvalidOperationException(
                $"{view.Path} reads the journal: no book alone answers it"
            )
        )(new(book, book, default, Arguments.None));
        var (page, next) = ViewPage.From(
            view,
            computed.Items,
            ItemQuery.DefaultLimit,
            0,
            (book.Position, book.Day),
            ResolvedView.QuestionOf(new(book.Portfolio, view))
        );
        return new(
            ViewWriter.Rest(view, book.Portfolio, AsOfEcho.Compute(book), computed, page, next),
            computed.Digest,
            next
        );
    }
}
