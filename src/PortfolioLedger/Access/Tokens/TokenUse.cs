using System.Collections.Concurrent;

namespace PortfolioLedger.Access.Tokens;

/// <summary>
/// When tokens were used last, to the minute: noted in memory, and written once a minute for all
/// requests together.
/// </summary>
internal sealed class TokenUse(TokenTable table, TimeProvider clock, ILogger<TokenUse> log)
    : BackgroundService
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _uses = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = [];

    /// <summary>Notes that a token was used now.</summary>
    public void Note(ApiToken token)
    {
        var now = clock.GetUtcNow();
        var minute = new DateTimeOffset(now.Ticks - now.Ticks % Minute.Ticks, TimeSpan.Zero);
        if (!_written.TryGetValue(token.Name.Value, out var written) || written < minute)
            _uses[token.Name.Value] = minute;
    }

    /// <summary>Writes what was noted; what cannot be written is noted still.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var uses = _uses.ToArray();
        if (uses.Length == 0)
            return;
        await table.UsedAsync(uses, cancel);
        foreach (var use in uses)
        {
            _written[use.Key] = use.Value;
            _uses.TryRemove(use);
        }
    }

    /// <summary>Writes what is left when the ledger stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Minute, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryWriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The ledger stops.
        }
    }

    private async Task TryWriteAsync(CancellationToken cancel)
    {
        try
        {
            await WriteAsync(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogWarning("The last uses of tokens cannot be written: {Fault}", fault.Message);
        }
    }
}
