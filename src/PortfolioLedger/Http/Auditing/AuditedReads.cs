using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Auditing;

/// <summary>
/// Logs what auditors read, and what anybody reads of the audit stream: every answer about a
/// portfolio, whichever address gives it. In the background, so that nobody waits for it; an
/// endpoint that knows more of its answer leaves it in the <see cref="ReadLog"/>.
/// </summary>
internal sealed class AuditedReads(RequestDelegate next, IAuditTrail trail)
{
    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext http) =>
        http.Features.Get<Identity>() is { } reader && IsLogged(http, reader)
        && Key.TryParse((string?)http.Request.RouteValues["portfolio"], out var portfolio)
            ? LogAsync(http, portfolio, reader) : next(http);

    private async Task LogAsync(HttpContext http, Key portfolio, Identity reader)
    {
        if (!trail.TakesReads)
            throw new AuditUnavailableException();
        var read = new ReadLog();
        http.Features.Set(read);
        var isWhole = false;
        try
        {
            await next(http);
            isWhole = true;
        }
        finally
        {
            // Who breaks a long answer off has read what was sent.
            if (isWhole || http.Response.HasStarted)
                Log(http, portfolio, reader, read);
        }
    }

    private void Log(HttpContext http, Key portfolio, Identity reader, ReadLog read)
    {
        if (!read.IsLogged && !AnswerHeaders.AreAllThatIsAsked(http)
            && http.Response.StatusCode
                is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
            trail.LogRead(portfolio, reader.Reads(), read.Answer
                ?? ExportLog.Of(http, portfolio, FormOf(http.Response))
                    with { Bytes = http.Response.ContentLength });
    }

    private static bool IsLogged(HttpContext http, Identity reader) =>
        reader.Roles.Contains(Role.Auditor)
        || http.GetEndpoint()?.Metadata.GetMetadata<ReadsAreLogged>() is not null;

    /// <summary>The form of an answer by the end of its media type: <c>json</c>.</summary>
    private static string FormOf(HttpResponse response) =>
        (response.ContentType ?? "json").Split(';')[0].Split('/', '+')[^1];
}
