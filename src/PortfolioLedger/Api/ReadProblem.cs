using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;

namespace PortfolioLedger.Api;

/// <summary>What is wrong with one query parameter.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Detail">What was wrong and what would be right.</param>
internal sealed record ParameterFault(string Parameter, string Detail);

/// <summary>A question that cannot be answered; rendered as problem details (RFC 9457).</summary>
internal sealed class ReadProblem(int status, string code, string detail, params ParameterFault[] errors)
    : Exception(detail)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>Stable; see <see cref="ReadProblemCodes"/>.</summary>
    public string Code => code;

    /// <summary>Which parameters are wrong.</summary>
    public ImmutableArray<ParameterFault> Errors { get; } = [.. errors];

    /// <summary>A parameter with a value it cannot have.</summary>
    public static ReadProblem Invalid(string parameter, string detail, string code = "invalid-parameter") =>
        new(400, code, $"The parameter '{parameter}' {detail}.", new ParameterFault(parameter, detail));

    /// <summary>Nothing of this kind has this key.</summary>
    public static ReadProblem Unknown(string kind, string key) =>
        new(404, $"unknown-{kind}", $"There is no {kind} '{key}'.");

    /// <summary>Writes the problem: the one place that knows how problems look.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type", $"/problems/{code}");
        json.WriteString("title", ReadProblemCodes.TitleOf(code));
        json.WriteNumber("status", status);
        json.WriteString("detail", Message);
        json.WriteString("code", code);
        json.WriteStartArray("errors");
        foreach (var error in Errors)
        {
            json.WriteStartObject();
            json.WriteString("parameter", error.Parameter);
            json.WriteString("detail", error.Detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("traceId", Activity.Current?.Id ?? context.TraceIdentifier);
        json.WriteEndObject();
    }
}

/// <summary>A code of a problem, explained.</summary>
internal sealed record ProblemCode(string Code, string Title, string Explanation);

/// <summary>Every code the read side answers with.</summary>
internal static class ReadProblemCodes
{
    /// <summary>Codes with title and explanation; <c>unknown-…</c> exists for every kind of thing.</summary>
    public static readonly ImmutableArray<ProblemCode> All =
    [
        new("unknown-portfolio", "No such portfolio", "The ledger has no portfolio with the key in the path."),
        new("unknown-address", "No such address", "The API has nothing at this path; see /openapi/v1.json."),
        new("unknown-initiative", "No such initiative",
            "The book asked for has no initiative with this key; it may have been proposed later."),
        new("unknown-outcome", "No such outcome",
            "The book asked for has no outcome with this key; it may have been defined later."),
        new("unknown-ranking", "No such ranking",
            "The book asked for has no ranking with this key; it may have been published later."),
        new("unknown-scoring-model", "No such scoring model",
            "No version of a scoring model with this key, or not this version of it, was ever drafted."),
        new("model-not-released", "Scoring model not released",
            "A ranking can be restated with released versions only, since drafts still change."),
        new("role-required", "Role required", "The caller has no role that may read this portfolio."),
        new("invalid-parameter", "Invalid query parameter",
            "A query parameter has a value of the wrong form; errors says what would be right."),
        new("unknown-parameter", "Unknown query parameter",
            "The view has no such query parameter; the detail lists those that exist."),
        new("as-of-in-future", "As-of lies in the future",
            "asOf asks what was known at an instant, and nobody knows the future yet. Use effectiveOn "
            + "for decisions that take effect later."),
        new("as-of-ambiguous", "As-of asked twice", "Give asOf (a time) or asOfPosition (a position), not both."),
        new("position-out-of-range", "Position out of range",
            "Positions count the portfolio's events from 1; the detail names the last one."),
        new("bad-cursor", "Cursor not usable",
            "A cursor continues exactly the question that gave it; ask again without it."),
        new("unknown-format", "Unknown format", "format names one of the formats listed in the detail."),
        new("not-acceptable", "Not acceptable", "None of the media types in Accept can be answered."),
    ];

    /// <summary>The title of a code.</summary>
    public static string TitleOf(string code) => All.FirstOrDefault(c => c.Code == code)?.Title ?? code;
}
