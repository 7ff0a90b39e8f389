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
        var proofs = new string?[receipt.Events.Length];
        if (!await log.IsSignedAsync(
            portfolio, receipt.Events[^1].Position, LogEndpoints.Patience, cancel))
            return proofs;
        for (var i = 0; i < proofs.Length; i++)
            proofs[i] = (await answers.ProofAsync(
                portfolio, receipt.Events[i].Position, cancel)).ToString();
        return proofs;
    }
}
