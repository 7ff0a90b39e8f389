using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages.Views;

/// <summary>
/// Asks further views for a page, all of the very book that the page shows or of one before it: so
/// the page follows from its address and that book alone, and can be kept like an answer.
/// </summary>
internal sealed class PinnedQuestions(
    ViewEngine engine, ResolvedView asked, CancellationToken cancel)
{
    private readonly ImmutableArray<(string Name, string Text)> _pinned =
        [.. asked.Pinned.Where(p => PageLinks.IsOfTime(p.Name))];

    /// <summary>The last position that the page knows.</summary>
    public long Position => asked.When.Position;

    /// <summary>A view of the book of the page, with its whole list.</summary>
    public async Task<T> AskAsync<T>(params (string Name, string Text)[] parameters)
        where T : class, IView
    {
        var answer = (await AnswerAsync(ViewCatalogue.Of<T>(), _pinned, parameters)).OrProblem();
        return (T)answer.Computed.Page(answer.Items);
    }

    /// <summary>
    /// The same of a record that serves several views; null where the question has no answer.
    /// </summary>
    public async Task<T?> TryAsync<T>(
        string path, params (string Name, string Text)[] parameters) where T : class =>
        (await AnswerAsync(ViewCatalogue.Find(path)!.Value.View, _pinned, parameters))
            .IsFound(out var answer, out _) ? (T)answer.Computed.Page(answer.Items) : null;

    /// <summary>A view as it was known at an earlier position, on the day it had then.</summary>
    public async Task<T> AtAsync<T>(
        long position, params (string Name, string Text)[] parameters) where T : class, IView
    {
        var answer = (await AnswerAsync(ViewCatalogue.Of<T>(),
            [(AsOf.PositionName, Math.Min(position, Position).ToString(
                CultureInfo.InvariantCulture))], parameters)).OrProblem();
        return (T)answer.Computed.Page(answer.Items);
    }

    /// <summary>Everything that the page's question finds, on all of its pages.</summary>
    public async Task<IReadOnlyList<object>> WholeAsync()
    {
        var whole = asked with
        {
            Cursor = null,
            Request = asked.Request with
            {
                IsWhole = true, Cursor = null, Items = asked.Request.Items with { Limit = null },
            },
        };
        return (await engine.AnswerAsync(whole, cancel)).OrProblem().Items;
    }

    private async Task<Result<ViewResult>> AnswerAsync(
        ViewDefinition view, ImmutableArray<(string Name, string Text)> time,
        (string Name, string Text)[] parameters)
    {
        if (view.HoldsPersonalTexts && !asked.View.HoldsPersonalTexts)
            throw new InvalidOperationException(
                $"{view.Path} holds words that can be erased: a page that is kept must not");
        var given = new ParameterTexts(
            [.. time.Concat(parameters).Select(p => (p.Name, ImmutableArray.Create(p.Text)))]);
        return ViewRequestReader.Read(asked.Head.Portfolio, view, null, given)
            .IsFound(out var request, out var fault)
            ? await engine.AskAsync(request with { IsWhole = view.IsList }, cancel) : fault;
    }
}
