using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Has the newest checkpoint of each portfolio cosigned by one witness, one request at a time on
/// all nodes together; what was signed meanwhile is passed over. Whatever the witness does, nobody
/// else waits for it.
/// </summary>
internal sealed class WitnessFollower(
    Witness witness, NpgsqlDataSource source, CheckpointSigner signer, TimeProvider clock,
    ILogger<WitnessFollower> log) : IDisposable
{
    /// <summary>How often others' checkpoints are looked for.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Between two rounds; one cosignature stands for all checkpoints before.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Others may submit checkpoints to the witness too, and be faster.</summary>
    private const int MostTries = 4;

    private readonly WitnessClient _client = new(witness, clock);
    private readonly SemaphoreSlim _signal = new(0);
    private readonly BackOff _ofAll = new(clock);
    private readonly Dictionary<Key, BackOff> _ofOne = [];

    /// <summary>There is a new checkpoint.</summary>
    public void Wake() => _signal.Release();

    /// <summary>Asks until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            try
            {
                await RoundAsync(stop);
                await Task.Delay(Pace, stop);
                await _signal.WaitAsync(Look, stop);
                while (_signal.Wait(0, CancellationToken.None))
                {
                    // One round is enough for all that was signed by now.
                }
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                log.LogWarning("Cosignatures of {Witness} wait: {Fault}",
                    witness.Name, fault.Message);
                await Task.Delay(Look, stop);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                // What was cut off is asked again after the next start.
            }
    }

    // The signal stays usable: whoever signs may wake the follower to the last.
    public void Dispose() => _client.Dispose();

    private async Task RoundAsync(CancellationToken stop)
    {
        if (_ofAll.Waits)
            return;
        foreach (var portfolio in await CosignatureRows.DueAsync(source, witness.Id, stop))
        {
            if (_ofOne.TryGetValue(portfolio, out var before) && before.Waits)
                continue;
            var (asked, epoch, answer) = await AskAsync(portfolio, stop);
            if (!asked)
                return;
            if (answer is WitnessAnswer.Trouble trouble)
            {
                await TellAsync(portfolio, epoch, trouble, stop);
                if (trouble.OfAll)
                    return;
            }
            else if (answer is WitnessAnswer.Cosigned)
                Succeed(portfolio);
        }
    }

    /// <summary>Asks about one portfolio; not asked when another node is at the witness.</summary>
    private async Task<(bool Asked, int Epoch, WitnessAnswer? Answer)> AskAsync(
        Key portfolio, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var turn = await connection.BeginTransactionAsync(stop);
        if (!await CosignatureRows.TryLockAsync(connection, witness.Id, stop))
            return (false, 0, null);
        var told = default(long?);
        var epoch = 0;
        for (var i = 0; i < MostTries; i++)
        {
            var newest = (await LogRows.NewestAsync(connection, portfolio, stop))!;
            epoch = newest.Epoch;
            var known = await CosignatureRows.LastSizeAsync(
                connection, portfolio, epoch, witness.Id, stop);
            if (told is null && known >= newest.Size)
                return (true, epoch, null);
            var old = told ?? known;
            if (old > newest.Size)
                return (true, epoch, Ahead(old, newest.Size));
            var answer = await SubmitAsync(connection, portfolio, newest, old, stop);
            if (answer is WitnessAnswer.Cosigned said)
            {
                await CosignatureRows.AddAsync(
                    connection, portfolio, newest, witness.Id, said, stop);
                await turn.CommitAsync(stop);
            }
            if (answer is not WitnessAnswer.Conflict { Size: var size })
                return (true, epoch, answer);
            if (size == old)
                return (true, epoch, new WitnessAnswer.Trouble(TroubleKind.Invalid,
                    "refuses a size as not the one it cosigned last, and names the same"));
            if (size < known)
                log.LogWarning("{Witness} cosigned size {Known} of {Portfolio}, and says that "
                    + "{Size} was its last: it has forgotten something",
                    witness.Name, known, portfolio, size);
            told = size;
        }
        return (true, epoch, new WitnessAnswer.Trouble(TroubleKind.Invalid,
            "names another size that it cosigned last at each request"));
    }

    private async Task<WitnessAnswer> SubmitAsync(
        NpgsqlConnection connection, Key portfolio, SignedCheckpoint newest, long old,
        CancellationToken stop)
    {
        var reading = new LogReading(
            connection, portfolio, newest.Epoch, () => signer.EdgeOf(portfolio));
        try
        {
            return await _client.SubmitAsync(new(
                old, await reading.ConsistencyAsync(old, newest.Size, stop),
                newest.ToNote()), newest.SignedAt, stop);
        }
        catch (Exception fault) when (PortfolioLog.IsDamage(fault))
        {
            return new WitnessAnswer.Trouble(TroubleKind.Refused,
                $"was not asked, because there is no proof for it: {fault.Message.TrimEnd('.')}");
        }
    }

    private static WitnessAnswer.Trouble Ahead(long theirs, long ours) => new(
        TroubleKind.Contradicts,
        $"cosigned {theirs} events, and only {ours} are signed here: evidence that history was "
        + "lost or forked. Compare its checkpoint with the log");

    private async Task TellAsync(
        Key portfolio, int epoch, WitnessAnswer.Trouble trouble, CancellationToken stop)
    {
        LedgerMetrics.CountCosignature(trouble.Kind);
        if (trouble.OfAll)
            _ofAll.Fail();
        else if (_ofOne.TryGetValue(portfolio, out var before))
            before.Fail();
        else
            (_ofOne[portfolio] = new(clock)).Fail();
        var kept = new LogTrouble(
            witness.Id, trouble.OfAll ? null : portfolio, trouble.Kind,
            $"{witness.Name} {trouble.Detail}.");
        if (!await kept.KeepAsync(source, trouble.OfAll ? null : epoch, stop))
            return;
        if (trouble.Kind == TroubleKind.Contradicts)
            log.LogError("A witness contradicts the audit log of {Portfolio}: {Detail} Recording "
                + "goes on", portfolio, kept.Detail);
        else
            log.LogWarning("The audit log of {Portfolio} was not cosigned: {Detail}",
                portfolio, kept.Detail);
    }

    private void Succeed(Key portfolio)
    {
        LedgerMetrics.CountCosignature("kept");
        if (_ofAll.Succeed() | (_ofOne.Remove(portfolio, out var before) && before.Succeed()))
            log.LogInformation("{Witness} cosigns {Portfolio} again", witness.Name, portfolio);
    }
}
