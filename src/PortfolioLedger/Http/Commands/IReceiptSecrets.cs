using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.Commands;

/// <summary>Secrets that a receipt shows, once and to nobody but the caller.</summary>
public interface IReceiptSecrets
{
    /// <summary>
    /// What the receipt of each command shows; null for a command without a secret.
    /// </summary>
    Task<string?[]> ShownAsync(
        Key portfolio,
        ImmutableArray<ICommand> commands,
        Answer.Receipt receipt,
        CancellationToken cancel
    );
}
