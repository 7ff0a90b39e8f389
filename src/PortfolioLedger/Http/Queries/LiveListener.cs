using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.Queries;

/// <summary>One who listens to a journal, and how far it has got.</summary>
internal sealed class LiveListener(
    PipeWriter output, BookKeeper keeper, JournalReader reader, Key portfolio, JournalRange range)
{
    /// <summary>
    /// So many events are read at once; the caller takes them before more are read.
    /// </summary>
    private const int PageSize = 500;

    /// <summary>Batches that follow quickly are read together.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);

    private long _position = range.After;
    private long _last = range.UpTo;
    private long _writtenAt = Stopwatch.GetTimestamp();

    /// <summary>Lets the caller know that it is connected, and when to come again.</summary>
    public Task OpenAsync(CancellationToken cancel)
    {
        output.Write("retry: 1000\n\n"u8);
        return FlushAsync(cancel);
    }

    /// <summary>Sends what is there and then what comes, until cancelled.</summary>
    public async Task FollowAsync(
        TimeSpan poll, TimeSpan heartbeat, TimeProvider clock, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(poll, clock);
        var tick = timer.WaitForNextTickAsync(cancel).AsTask();
        while (true)
        {
            // Asked for before reading: what is appended from here on completes it.
            var grown = keeper.NextHead(portfolio);
            _last = Math.Max(_last, keeper.KnownPosition(portfolio));
            var readAt = Stopwatch.GetTimestamp();
            await TryCatchUpAsync(cancel);
            if (Stopwatch.GetElapsedTime(_writtenAt) >= heartbeat)
                await BeatAsync(cancel);
            await Task.WhenAny(grown, tick);
            if (tick.IsCompleted)
            {
                await tick;
                tick = timer.WaitForNextTickAsync(cancel).AsTask();
                await TryLookAsync(cancel);
            }
            else if (Gap - Stopwatch.GetElapsedTime(readAt) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, cancel);
        }
    }

    /// <summary>What other nodes appended is in the database alone.</summary>
    private async Task TryLookAsync(CancellationToken cancel)
    {
        try
        {
            _last = Math.Max(_last, await keeper.LastPositionAsync(portfolio, cancel));
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            // The next tick asks again; the connection outlives the outage.
        }
    }

    private async Task TryCatchUpAsync(CancellationToken cancel)
    {
        while (_position < _last)
        {
            var page = new List<StoredEntry>();
            try
            {
                await foreach (var stored in reader.ReadAsync(portfolio,
                    range with { After = _position, UpTo = _last, Limit = PageSize }, cancel))
                    page.Add(stored);
            }
            catch (Exception fault) when (DatabaseFault.IsTransient(fault))
            {
                return;
            }
            foreach (var stored in page)
                Write(stored);
            if (page.Count > 0)
                await FlushAsync(cancel);
            _position = page.Count < PageSize ? _last : page[^1].Entry.Position;
        }
    }

    private void Write(in StoredEntry stored)
    {
        Write(string.Create(CultureInfo.InvariantCulture,
            $"id: {stored.Entry.Position}\nevent: {stored.Type}\ndata: "));
        using (var json = new Utf8JsonWriter(output, CloudEvent.Writer))
            CloudEvent.Write(json, portfolio, stored);
        output.Write("\n\n"u8);
    }

    private Task BeatAsync(CancellationToken cancel)
    {
        output.Write(": heartbeat\n\n"u8);
        return FlushAsync(cancel);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);

    private async Task FlushAsync(CancellationToken cancel)
    {
        await output.FlushAsync(cancel);
        _writtenAt = Stopwatch.GetTimestamp();
    }
}
