using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http;

/// <summary>The parameters of an address as the read engine takes them.</summary>
internal static class QueryTexts
{
    /// <summary>The texts of a query, in its order.</summary>
    public static ParameterTexts Texts(
        this IEnumerable<KeyValuePair<string, StringValues>> query) =>
        new([.. query.Select(q => (q.Key, q.Value.Select(text => text ?? "").ToImmutableArray()))]);

    /// <summary>
    /// The arguments of a request that takes these parameters and no others; a 400 problem names
    /// the one that is wrong.
    /// </summary>
    public static Arguments ReadArguments(
        this HttpRequest request, params ImmutableArray<Parameter> parameters) =>
        Arguments.Read(request.Query.Texts(), parameters).OrProblem();
}
