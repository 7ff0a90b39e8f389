using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Makes another key the one that signs, and records it in every portfolio. The former key signs on
/// beside it until it is retired, so that who knows only that one can follow.
/// </summary>
internal sealed class KeyRotation(LogKeys keys, BookKeeper keeper, Journal journal)
{
    /// <summary>Rotates the key; tells what could not be recorded, by portfolio.</summary>
    /// <exception cref="LogKeyException">The new key cannot be kept.</exception>
    public async Task<(string Former, string Current, ImmutableArray<string> Unrecorded)> RunAsync(
        Grounds grounds, Caller caller, CancellationToken cancel)
    {
        var known = await keys.PublicAsync(cancel);
        if (known.IsEmpty)
            throw new LogKeyException("Nothing is signed yet: start the ledger once.");
        using var key = LogKeyFile.New(known[0].Name);
        await keys.RotateAsync(key, cancel);
        var (former, current) = (
            Convert.ToBase64String(known[0].PublicKey),
            Convert.ToBase64String(key.Verifier.PublicKey));
        var unrecorded = ImmutableArray.CreateBuilder<string>();
        foreach (var portfolio in await keeper.PortfoliosAsync(cancel))
            if (await journal.Submit(
                new(portfolio.Portfolio, [new RotateLogKey(former, current, grounds)], caller),
                cancel) is not Answer.Receipt and var answer)
                unrecorded.Add($"{portfolio.Portfolio}: {Why(answer)}");
        return (former, current, unrecorded.DrainToImmutable());
    }

    /// <summary>Why something was not recorded, for people.</summary>
    public static string Why(Answer answer) => answer switch
    {
        Answer.Refused refused => refused.Refusal.Detail,
        Answer.Unavailable unavailable => unavailable.Detail,
        _ => "it could not be recorded.",
    };
}
