using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Auditing;

/// <summary>
/// Logs what auditors read, and what anybody reads of the audit stream: every answer about a
/// portfolio, whichever address gives it. In the background, so that nobody waits for it; an
/// endpoint that knows more of its answer leaves an <see cref="AuditedAnswer"/>.
/// </summary>
internal sealed class AuditedReads(RequestDelegate next, IAuditTrail trail)
{
    private const string AuditStream = "audit";

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<Identity>()?.Reads() is not { } reader
            || !Key.TryParse((string?)http.Request.RouteValues["portfolio"], out var portfolio)
            || !IsLogged(http, portfolio, reader))
        {
            await next(http);
            return;
        }
        if (!trail.TakesReads)
            throw new AuditUnavailableException();
        await next(http);
        if (http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified
            && http.Features.Get<LoggedExport>() is null && !AnswerHeaders.AreAllThatIsAsked(http))
            trail.LogRead(portfolio, reader, http.Features.Get<AuditedAnswer>()
                ?? ExportLog.Of(http, portfolio, FormOf(http.Response))
                    with { Bytes = http.Response.ContentLength });
    }

    private static bool IsLogged(HttpContext http, Key portfolio, Actor reader) =>
        reader.Role == Role.Auditor
        || ExportLog.Of(http, portfolio, "").Address.Split('/')[0] == AuditStream;

    /// <summary>The form of an answer by the end of its media type: <c>json</c>.</summary>
    private static string FormOf(HttpResponse response) =>
        (response.ContentType ?? "json").Split(';')[0].Split('/', '+')[^1];
}
