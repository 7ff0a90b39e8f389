using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>A question about a portfolio as the command line asks it, in the words of the API.</summary>
/// <param name="Portfolio">Its key.</param>
/// <param name="View">As in the address: <c>ranking</c>, <c>initiatives/croton</c>.</param>
public sealed record ViewQuestion(string Portfolio, string View)
{
    /// <summary>The verb that asks; what goes wrong is said in its name.</summary>
    public string Verb { get; init; } = "export";

    /// <summary>Known by then: a date or an instant.</summary>
    public string? AsOf { get; init; }

    /// <summary>Known at this position.</summary>
    public string? AsOfPosition { get; init; }

    /// <summary>In force on this day.</summary>
    public string? EffectiveOn { get; init; }

    /// <summary>Restated with this scoring model.</summary>
    public string? Model { get; init; }

    /// <summary>Everything else the view takes: <c>stage=approved&amp;sort=-score</c>.</summary>
    public string? Query { get; init; }

    /// <summary>The form of the answer; JSON if absent.</summary>
    public string? Format { get; init; }

    /// <summary>The question, understood by the same checks as over HTTP.</summary>
    internal async Task<AskedPage> AskAsync(ViewAnswers answers, CancellationToken cancel)
    {
        var parameters = Parameters();
        var (view, subject) = ViewCatalogue.Find(View) ?? throw ReadProblem.Invalid("view",
            $"must be one of {Texts.Listed(ViewCatalogue.All.Select(v => v.Path))}");
        var head = await answers.HeadAsync(Portfolio, parameters, cancel);
        return await answers.UnderstandAsync(head, view, subject, parameters,
            name => name is null ? Querying.Format.Json : Querying.Format.Named(name, Querying.Format.OfViews),
            cancel);
    }

    /// <summary>Parameters as in an address, those without a value left out.</summary>
    internal static string QueryOf(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var query = "";
        foreach (var (name, value) in parameters)
            if (value.Length > 0)
                query += $"&{name}={Uri.EscapeDataString(value)}";
        return query.TrimStart('&');
    }

    private QueryCollection Parameters()
    {
        var query = QueryHelpers.ParseQuery(Query);
        foreach (var (name, text) in new[]
        {
            (AsOfQuestion.AsOfName, AsOf), (AsOfQuestion.PositionName, AsOfPosition),
            (AsOfQuestion.EffectiveName, EffectiveOn), (RestatedRanking.Model.Name, Model),
            (Querying.Format.ParameterName, Format),
        })
            if (!string.IsNullOrEmpty(text))
                query[name] = StringValues.Concat(query.GetValueOrDefault(name), text);
        return new QueryCollection(query);
    }
}
