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
        if (http.Features.Get<ReadLog>() is { } read)
            read.IsLogged = true;
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

/// <summary>There for a request whose answer is logged as read.</summary>
internal sealed class ReadLog
{
    /// <summary>What an endpoint knows of its answer; null where it says nothing.</summary>
    public AuditedAnswer? Answer { get; set; }

    /// <summary>It is in the access log already, as an export.</summary>
    public bool IsLogged { get; set; }
}

/// <summary>Metadata of an endpoint: whoever reads it is logged, not auditors alone.</summary>
internal sealed class ReadsAreLogged
{
    public static readonly ReadsAreLogged Instance = new();
}
