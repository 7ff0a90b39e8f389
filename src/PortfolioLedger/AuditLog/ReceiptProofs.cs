using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.AuditLog;

/// <summary>Receipts whose claim check has become proof.</summary>
internal sealed class ReceiptProofs(LogKeeper log, LogAnswers answers) : IReceiptProofs
{
    public async Task<string?[]> ProofsAsync(
        Key portfolio, Answer.Receipt receipt, CancellationToken cancel)
    {
        if (!await log.IsSignedAsync(
            portfolio, receipt.Events[^1].Position, LogEndpoints.Patience, cancel))
            return new string?[receipt.Events.Length];
        var proofs = await answers.ProofsAsync(
            portfolio, [.. receipt.Events.Select(e => e.Position)], cancel);
        return [.. proofs.Select(proof => proof.ToString())];
    }
}
