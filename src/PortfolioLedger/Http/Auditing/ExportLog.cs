using Microsoft.AspNetCore.Http.Features;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Auditing;

/// <summary>How endpoints tell the access log what they answer.</summary>
internal static class ExportLog
{
    private const string Portfolios = "/api/v1/portfolios/";

    /// <summary>
    /// Logs an answer that leaves the ledger, before its first byte does; where only the headers
    /// are asked for, nothing leaves.
    /// </summary>
    /// <param name="trail">The access log.</param>
    /// <param name="http">The request; who calls is known.</param>
    /// <param name="portfolio">Of which portfolio.</param>
    /// <param name="format">In which form.</param>
    /// <param name="complete">What else is known of the answer.</param>
    public static async Task LogExportAsync(
        this IAuditTrail trail, HttpContext http, Key portfolio, string format,
        Func<AuditedAnswer, AuditedAnswer> complete)
    {
        if (AnswerHeaders.AreAllThatIsAsked(http))
            return;
        await trail.LogExportAsync(
            portfolio, http.Features.GetRequiredFeature<Identity>().Reads(),
            complete(Of(http, portfolio, format)), http.RequestAborted);
        http.Features.Set(LoggedExport.Instance);
    }

    /// <summary>What an address answers, as far as the request tells.</summary>
    public static AuditedAnswer Of(HttpContext http, Key portfolio, string format) =>
        new(AddressOf(http.Request.Path.Value!, portfolio), format)
        {
            Parameters = [.. http.Request.Query.Keys.Order(StringComparer.Ordinal)],
        };

    /// <summary>The address below its portfolio; empty for the portfolio itself.</summary>
    private static string AddressOf(string path, Key portfolio)
    {
        var root = Portfolios + portfolio.Value;
        return path.StartsWith(root, StringComparison.OrdinalIgnoreCase)
            ? path[root.Length..].Trim('/') : path;
    }
}

/// <summary>Says of a request that it is in the access log already.</summary>
internal sealed class LoggedExport
{
    public static readonly LoggedExport Instance = new();
}
