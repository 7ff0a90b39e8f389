using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>
/// A question about a portfolio as the command line asks it, in the words of the API.
/// </summary>
/// <param name="Portfolio">Its key.</param>
/// <param name="View">As in the address: <c>ranking</c>, <c>initiatives/croton</c>.</param>
public sealed record ViewFlags(string Portfolio, string View)
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
    internal async Task<ResolvedView> ResolveAsync(ViewEngine engine, CancellationToken cancel)
    {
        var (view, subject) = ViewCatalogue.Find(View) ?? throw ReadProblem.Invalid("view",
            $"must be one of {Texts.Listed(ViewCatalogue.All.Select(v => v.Path))}");
        var head = (await engine.HeadAsync(Portfolio, cancel)).OrProblem();
        var request = ViewRequestReader.Read(head.Portfolio, view, subject, Given()).OrProblem();
        return (await engine.ResolveAsync(
            request with { IsWhole = (request.Format ?? Json) != Json }, cancel)).OrProblem();
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

    /// <summary>The names of what was given, as in an address.</summary>
    internal IEnumerable<string> Names => Given().All.Select(g => g.Name);

    private static Format Json => Querying.Format.Json;

    private ParameterTexts Given()
    {
        var given = QueryHelpers.ParseQuery(Query);
        foreach (var (name, text) in new[]
        {
            (Querying.AsOf.Name, AsOf), (Querying.AsOf.PositionName, AsOfPosition),
            (Querying.AsOf.EffectiveName, EffectiveOn), (RestatedRanking.Model.Name, Model),
            (Querying.Format.ParameterName, Format),
        })
            if (!string.IsNullOrEmpty(text))
                given[name] = StringValues.Concat(given.GetValueOrDefault(name), text);
        return given.Texts();
    }
}
