using System.Text;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>What the pages of views show, without the frame.</summary>
internal sealed class ViewContents(ViewEngine engine, PageRenderer renderer)
{
    /// <summary>The content of a page, asked of the read engine.</summary>
    /// <param name="asked">What is asked, and of which book.</param>
    /// <param name="given">As in the address.</param>
    /// <param name="links">Of the time that is shown.</param>
    /// <param name="path">Of the page, below the portfolio.</param>
    /// <param name="nextPage">The address of the page behind a cursor.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ViewBody> OfAsync(
        ResolvedView asked, ParameterTexts given, PageLinks links, string path,
        Func<string, string> nextPage, CancellationToken cancel)
    {
        var answer = (await engine.AnswerAsync(asked, cancel)).OrProblem();
        var model = ModelOf(
            asked.View, answer.Computed.Page(answer.Items), given, links, path) with
        {
            Next = answer.NextCursor is { } next ? nextPage(next) : null,
            Note = await engine.NoteAsync(asked, cancel),
        };
        var special = SpecialPages.Find(asked.View);
        if (special is not null)
            model = model with
            {
                Content = special.Component,
                More = await special.AskAsync(new(engine, asked, cancel), model),
            };
        return new(
            Encoding.UTF8.GetBytes(await renderer.RenderAsync<ViewContent>(model)),
            answer.Digest, null) { Title = special?.TitleOf(model.Record!) };
    }

    /// <summary>The content of a page that cannot be asked before more is said.</summary>
    public Task<string> UnaskedAsync(
        ViewDefinition view, ParameterTexts given, PageLinks links, string path) =>
        renderer.RenderAsync<ViewContent>(ModelOf(view, null, given, links, path));

    private static ViewContentModel ModelOf(
        ViewDefinition view, object? record, ParameterTexts given, PageLinks links,
        string path) => new(
        view.Path, view.Summary, record,
        [.. view.Parameters.Select(p => new AskedField(p.Name, p.Description, given.One(p.Name),
            p.Example, p.TakesSeveral ? [] : p.Names, p.IsRequired))],
        [.. ViewRequestReader.FiltersOf(view).Select(f => new AskedField(
            f.Name, f.Form, given.One(f.Name), null, [], false))],
        PortfolioPages.Beside(given), links, path);
}
