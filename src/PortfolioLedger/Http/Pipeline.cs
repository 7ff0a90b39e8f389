using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Http;

/// <summary>What every request passes before an endpoint sees it, the outermost first.</summary>
internal static class Pipeline
{
    /// <summary>Headers, problems, limits, codings, routing, access, the access log.</summary>
    public static void UsePipeline(this WebApplication app)
    {
        app.UseMiddleware<AnswerHeaders>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<RequestLimits>();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseMiddleware<AccessGate>();
        app.UseMiddleware<AuditedReads>();
        app.UseRequestDecompression();
    }
}
