using System.Collections.Immutable;
using Microsoft.Net.Http.Headers;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Querying;

/// <summary>A form answers come in.</summary>
/// <param name="Name">In <c>?format=</c>, ETag and file names.</param>
/// <param name="MediaType">In Accept, without parameters.</param>
/// <param name="ContentType">Of the answer.</param>
internal sealed record Format(string Name, string MediaType, string ContentType)
{
    public const string ParameterName = "format";

    public static readonly Format Json = new("json", "application/json",
        "application/json; charset=utf-8");
    public static readonly Format Csv = new("csv", "text/csv",
        "text/csv; charset=utf-8; header=present");
    public static readonly Format Ndjson = new("ndjson", "application/x-ndjson",
        "application/x-ndjson; charset=utf-8");

    public static readonly Format Xlsx = new("xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /// <summary>The formats of views, the preferred one first.</summary>
    public static readonly ImmutableArray<Format> OfViews = [Json, Csv, Ndjson, Xlsx];

    /// <summary>The format asked for by name, else the best of those accepted.</summary>
    public static Format Choose(HttpRequest request, string? name, ImmutableArray<Format> offered)
    {
        if (name is not null)
            return Named(name, offered);
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || accept is ["*/*"])
            return offered[0];
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted))
            throw NotAcceptable(offered);
        return wanted.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1)
            .Select(w => offered.FirstOrDefault(f => Matches(w, f)))
                .FirstOrDefault(f => f is not null)
            ?? throw NotAcceptable(offered);
    }

    /// <summary>The format with this name.</summary>
    public static Format Named(string name, ImmutableArray<Format> offered) =>
        offered.FirstOrDefault(f => f.Name == name) ?? throw ReadProblem.Invalid(
            ParameterName, $"must be one of {Texts.Listed(offered.Select(f => f.Name))}",
            "unknown-format");

    private static bool Matches(MediaTypeHeaderValue wanted, Format format) =>
        wanted.MatchesMediaType(format.MediaType);

    private static ProblemException NotAcceptable(ImmutableArray<Format> offered) =>
        new(Problem.Of("not-acceptable",
        $"Answers come as {Texts.Listed(offered.Select(f => f.MediaType))}; see also ?format=."));
}
