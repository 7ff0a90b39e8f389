using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.AuditLog;

/// <summary>A key that took the place of another.</summary>
/// <param name="Former">The public key that signed before, base64.</param>
/// <param name="Current">The one that signs now.</param>
/// <param name="Unrecorded">What could not be recorded, by portfolio.</param>
internal sealed record RotatedKey(
    string Former, string Current, ImmutableArray<string> Unrecorded);

/// <summary>
/// Makes another key the one that signs, and records it in every portfolio. The former key signs on
/// beside it until it is retired, so that who knows only that one can follow.
/// </summary>
internal sealed class KeyRotation(LogKeys keys, BookKeeper keeper, Journal journal)
{
    /// <summary>Rotates the key, or the keys where databases have files of their own.</summary>
    /// <param name="grounds">Why.</param>
    /// <param name="others">Of the databases beside this one.</param>
    /// <param name="caller">Who.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="LogKeyException">The new key cannot be kept.</exception>
    public async Task<ImmutableArray<RotatedKey>> RunAsync(
        Grounds grounds, IEnumerable<KeyRotation> others, Caller caller, CancellationToken cancel)
    {
        var byFile = new Dictionary<string, List<KeyRotation>>(StringComparer.Ordinal);
        foreach (var one in others.Prepend(this))
        {
            var file = await one.Keys.FileAsync(cancel);
            if (!byFile.TryAdd(file, [one]))
                byFile[file].Add(one);
        }
        var rotated = ImmutableArray.CreateBuilder<RotatedKey>();
        foreach (var databases in byFile.Values)
            rotated.Add(await RotateAsync(databases, grounds, caller, cancel));
        return rotated.DrainToImmutable();
    }

    /// <summary>Why something was not recorded, for people.</summary>
    public static string Why(Answer answer) => answer switch
    {
        Answer.Refused refused => refused.Refusal.Detail,
        Answer.Unavailable unavailable => unavailable.Detail,
        _ => "it could not be recorded.",
    };

    private LogKeys Keys => keys;

    private static async Task<RotatedKey> RotateAsync(
        List<KeyRotation> databases, Grounds grounds, Caller caller, CancellationToken cancel)
    {
        var known = await databases[0].Keys.PublicAsync(cancel);
        if (known.IsEmpty)
            throw new LogKeyException("Nothing is signed yet: start the ledger once.");
        using var key = LogKeyFile.New(known[0].Name);
        await LogKeys.RotateAsync([.. databases.Select(d => d.Keys)], key, cancel);
        var (former, current) = (
            Convert.ToBase64String(known[0].PublicKey),
            Convert.ToBase64String(key.Verifier.PublicKey));
        var unrecorded = ImmutableArray.CreateBuilder<string>();
        foreach (var database in databases)
            await database.RecordAsync(
                new RotateLogKey(former, current, grounds), caller, unrecorded, cancel);
        return new(former, current, unrecorded.DrainToImmutable());
    }

    private async Task RecordAsync(
        RotateLogKey rotate, Caller caller, ImmutableArray<string>.Builder unrecorded,
        CancellationToken cancel)
    {
        foreach (var portfolio in await keeper.PortfoliosAsync(cancel))
            if (await journal.Submit(new(portfolio.Portfolio, [rotate], caller), cancel)
                is not Answer.Receipt and var answer)
                unrecorded.Add($"{portfolio.Portfolio}: {Why(answer)}");
    }
}
