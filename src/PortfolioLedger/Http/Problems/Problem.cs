using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Problems;

/// <summary>What a request gets when it is not carried out, in the form of RFC 9457.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable name; <c>/problems/&lt;code&gt;</c> explains it.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Detail">This occurrence: what was wrong and what would be right.</param>
/// <param name="Errors">Each field that was wrong.</param>
public sealed record Problem(
    int Status, string Code, string Title, string Detail, ImmutableArray<FieldFault> Errors)
{
    /// <summary>The subject of a refusal.</summary>
    public Subject? Subject { get; init; }

    /// <summary>Which command of a batch was refused, from 0.</summary>
    public int? CommandIndex { get; init; }

    /// <summary>The import of which nothing was taken over, with its report.</summary>
    public (Guid Id, JsonNode Report)? Import { get; init; }

    /// <summary>After how many seconds to try again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether whoever sent the request can put it right.</summary>
    public bool IsOfSender => Status is >= 400 and < 500;

    /// <summary>What stands above fields that say themselves what was wrong with them.</summary>
    public string Headline => Errors.IsEmpty ? Detail : $"{Title}.";

    /// <summary>A problem with a code of <see cref="ProblemCatalogue"/>.</summary>
    public static Problem Create(string code, string detail, params IEnumerable<FieldFault> errors)
    {
        var kind = ProblemCatalogue.Find(code);
        return new(kind.Status, code, kind.Title, detail, [.. errors])
        {
            RetryAfter = kind.Status == StatusCodes.Status503ServiceUnavailable ? 1 : null,
        };
    }

    /// <summary>
    /// The problem of a refusal; an unknown thing of the path is 404, of the body 422.
    /// </summary>
    public static Problem Create(Refusal refusal, bool subjectIsInPath = false)
    {
        var problem = Create(refusal.Code, refusal.Detail) with { Subject = refusal.Subject };
        return refusal.Subject is { } subject && refusal.Code == Refusal.UnknownCode(subject.Kind)
            ? problem with
            {
                Status = subjectIsInPath ? StatusCodes.Status404NotFound
                    : StatusCodes.Status422UnprocessableEntity,
            }
            : problem;
    }

    /// <summary>Answers a request with this problem.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        await using var writer = new Utf8JsonWriter(response.BodyWriter, AnswerJson.Writer);
        writer.WriteStartObject();
        writer.WriteString("type", $"/problems/{Code}");
        writer.WriteString("title", Title);
        writer.WriteNumber("status", Status);
        writer.WriteString("detail", Detail);
        writer.WriteString("code", Code);
        if (Subject is { } subject)
            writer.WriteString("subject", subject.ToString());
        if (CommandIndex is { } index)
            writer.WriteNumber("commandIndex", index);
        if (Import is { } import)
        {
            writer.WriteString("import", import.Id);
            writer.WritePropertyName("report");
            import.Report.WriteTo(writer);
        }
        writer.WriteStartArray("errors");
        foreach (var error in Errors)
        {
            writer.WriteStartObject();
            writer.WriteString("pointer", error.Pointer);
            writer.WriteString("detail", error.Detail);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString(
            "traceId",
            System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier
        );
        writer.WriteEndObject();
        await writer.FlushAsync(http.RequestAborted);
    }
}

/// <summary>Ends a request with a problem.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>What is answered.</summary>
    public Problem Problem { get; } = problem;
}
