using System.Collections.Immutable;
using Microsoft.Net.Http.Headers;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>In which form a request is answered.</summary>
internal static class FormatNegotiation
{
    /// <summary>The format asked for by name, else the best of those accepted.</summary>
    public static Format Choose(
        this HttpRequest request, string? name, ImmutableArray<Format> offered) =>
        name is null ? request.Choose(offered) : Format.Named(name, offered).OrProblem();

    /// <summary>The best of the formats that the request accepts.</summary>
    public static Format Choose(this HttpRequest request, ImmutableArray<Format> offered)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || accept is ["*/*"])
            return offered[0];
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted))
            throw NotAcceptable(offered);
        return wanted.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1)
            .Select(w => offered.FirstOrDefault(f => w.MatchesMediaType(f.MediaType)))
                .FirstOrDefault(f => f is not null)
            ?? throw NotAcceptable(offered);
    }

    private static ProblemException NotAcceptable(ImmutableArray<Format> offered) =>
        new(Problem.Create("not-acceptable",
        $"Answers come as {Texts.Listed(offered.Select(f => f.MediaType))}; see also ?format=."));
}
