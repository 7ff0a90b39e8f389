using System.Diagnostics;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>What the writer measures about submissions and batches.</summary>
internal static class SubmissionTelemetry
{
    /// <summary>Counts what a submission was told.</summary>
    public static void Count(Answer answer)
    {
        if (CodeOf(answer) is { } code)
            LedgerMetrics.Refusals.Add(1, new KeyValuePair<string, object?>("code", code));
        else
            LedgerMetrics.Accepted.Add(1);
    }

    /// <summary>A trace of a batch, linked to the requests in it; null when nobody looks.</summary>
    public static Activity? StartBatch(IReadOnlyList<PendingSubmission> pending) =>
        !LedgerMetrics.Traces.HasListeners()
            ? null
            : LedgerMetrics.Traces.StartActivity(
                "journal batch",
                ActivityKind.Internal,
                default(ActivityContext),
                [new("ledger.batch.size", pending.Count)],
                pending.Where(p => p.Caller != default).Select(p => new ActivityLink(p.Caller))
            );

    private static string? CodeOf(Answer answer) => answer switch
    {
        Answer.Receipt or Answer.AlreadyImported => null,
        Answer.Refused refused => refused.Refusal.Code,
        Answer.UnknownPortfolio => "unknown-portfolio",
        Answer.Changed => "changed-meanwhile",
        Answer.KeyReused => "idempotency-key-reused",
        Answer.Unavailable unavailable => unavailable.Code,
        _ => "fault",
    };
}
