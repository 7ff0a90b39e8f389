using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.Problems;

/// <summary>
/// Whatever ends a request, the caller gets a problem document: no stack, no SQL, ever.
/// </summary>
public sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    private static readonly string[] OfTheBody =
    [
        HeaderNames.ContentDisposition, HeaderNames.ContentEncoding, HeaderNames.ContentLength,
        HeaderNames.ContentLocation, HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location,
        "Memento-Datetime", AnswerHeaders.LedgerDigest, AnswerHeaders.LedgerNote,
    ];

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (
                !http.Response.HasStarted
                && http.Features.GetRequiredFeature<BufferedBody>().IsEmpty
            )
                await CompleteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; nobody is there to tell.
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            var problem = ForFault(fault);
            if (problem.Status == StatusCodes.Status500InternalServerError)
                log.LogError(
                    fault,
                    "{Method} {Path} failed",
                    http.Request.Method,
                    http.Request.Path
                );
            Forget(http);
            await WriteAsync(http, problem);
        }
    }

    /// <summary>Who opened a page reads a page; whoever else asked, a document.</summary>
    private static Task WriteAsync(HttpContext http, Problem problem) =>
        http.GetEndpoint()?.Metadata.GetMetadata<TakesForm>() is not null
            || (HttpMethods.IsGet(http.Request.Method)
                && (http.GetEndpoint()?.Metadata.GetMetadata<ShowsPage>() is not null
                    || http.Request.Path.StartsWithSegments("/p")))
            ? http.RequestServices.GetRequiredService<IProblemPage>().WriteAsync(http, problem)
            : problem.WriteAsync(http);

    /// <summary>What was begun of another answer.</summary>
    private static void Forget(HttpContext http)
    {
        http.Features.GetRequiredFeature<BufferedBody>().Discard();
        foreach (var name in OfTheBody)
            http.Response.Headers.Remove(name);
    }

    /// <summary>
    /// Answers what routing alone decided: a method or an address that is not there.
    /// </summary>
    private static async Task CompleteAsync(HttpContext http)
    {
        if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            AllowedMethods.Complete(http.Response);
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
        }
        if (ForStatus(http) is { } problem)
            await WriteAsync(http, problem);
    }

    private static Problem ForFault(Exception fault) =>
        fault switch
        {
            ProblemException p => p.Problem,
            AccessDeniedException denied => Problem.Create(denied.Code, denied.Message),
            AuditUnavailableException unlogged => Problem.Create(
                "audit-unavailable",
                unlogged.Message
            ),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                Problem.Create("body-too-large", "The body is larger than this address takes."),
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } =>
                Problem.Create(
                    "request-timeout",
                    "The body did not come on; the ledger waited for the rest of it in vain."
                ),
            BadHttpRequestException bad => Problem.Create("malformed-request", bad.Message),
            UnknownFactException unknown => Problem.Create("unreadable-journal", unknown.Message),
            UnreadableJournalException unreadable => Problem.Create(
                "unreadable-journal",
                unreadable.Message
            ),
            _ when DatabaseFault.IsTransient(fault) => Problem.Create(
                "database-unavailable",
                "The database cannot be reached. Try again in a moment."
            ),
            _ => Problem.Create(
                "fault",
                "The ledger made a mistake; the trace id finds it in the log."
            ),
        };

    private static Problem? ForStatus(HttpContext http) =>
        http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.Create(
                "unknown-address",
                $"There is nothing at {http.Request.Path}; see /docs for the addresses of the API."
            ),
            StatusCodes.Status405MethodNotAllowed => Problem.Create(
                "method-not-allowed",
                $"{http.Request.Path} does not take {http.Request.Method}; it takes "
                    + $"{http.Response.Headers.Allow}."
            ),
            _ => null,
        };
}
