using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Demo;

/// <summary>How setting up the demo ended.</summary>
public enum DemoOutcome
{
    /// <summary>It is all there now.</summary>
    Recorded,
    /// <summary>The portfolio is there already; nothing was written.</summary>
    PortfolioExists,
    /// <summary>Somebody else sets it up, or imports into it.</summary>
    Busy,
}

/// <summary>A demo that could not be recorded.</summary>
public sealed class DemoException(string message) : Exception(message);

/// <summary>
/// Records the invented history as what it is: claims. Each moment is recognised, so what a killed
/// process left half done is finished next time.
/// </summary>
public sealed class DemoPortfolio(ImportTarget target, BookKeeper keeper)
{
    /// <summary>The key under which an empty ledger gets it.</summary>
    public static readonly Key DefaultKey = Key.Parse("demo");

    /// <summary>How many moments wait for the journal at a time: some batches.</summary>
    private const int AtOnce = 128;

    /// <summary>How often a moment is submitted before the demo is given up.</summary>
    private const int MaxAttempts = 10;

    /// <summary>Between two attempts.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Sets it up in an empty ledger, or finishes that; false when the ledger is in use.
    /// </summary>
    /// <exception cref="DemoException">The journal did not take it.</exception>
    public async Task<bool> SeedAsync(CancellationToken cancel)
    {
        var portfolios = await keeper.PortfoliosAsync(cancel);
        var free = portfolios.IsEmpty || (portfolios is [{ Demo: true } only]
            && only.Portfolio == DefaultKey);
        return free && await RecordAsync(DefaultKey, cancel) == DemoOutcome.Recorded;
    }

    /// <summary>Sets it up under a key that is free, or finishes that.</summary>
    /// <exception cref="DemoException">The journal did not take it.</exception>
    public async Task<DemoOutcome> RecordAsync(Key portfolio, CancellationToken cancel)
    {
        var moments = Submissions(portfolio);
        if (await IsTakenAsync(portfolio, moments.Length, cancel))
            return DemoOutcome.PortfolioExists;
        await using var held = await target.Hold(portfolio, cancel);
        if (held is null)
            return DemoOutcome.Busy;
        if (await IsTakenAsync(portfolio, moments.Length, cancel))
            return DemoOutcome.PortfolioExists;
        // Many at once: the journal keeps the order and commits them together. Not all of them: on
        // a slow machine the last would wait longer than the journal lets anybody wait.
        foreach (var some in moments.Chunk(AtOnce))
            await SubmitAsync(portfolio, some, cancel);
        return DemoOutcome.Recorded;
    }

    /// <summary>
    /// Submits moments until all of them are recorded. What the journal has no time for now is sent
    /// again: a moment is recognised, and recorded once.
    /// </summary>
    private async Task SubmitAsync(
        Key portfolio, IReadOnlyList<Submission> moments, CancellationToken cancel)
    {
        for (var attempt = 1; moments.Count > 0; attempt++)
        {
            var answers = await Task.WhenAll(
                moments.Select(moment => target.Submit(moment, cancel))
            );
            var refused = moments.Zip(answers).FirstOrDefault(one => one.Second
                is not (Answer.Receipt or Answer.AlreadyImported)
                && (one.Second is not Answer.Unavailable || attempt == MaxAttempts));
            if (refused is ({ } moment, { } answer))
                throw new DemoException(
                    $"The demo portfolio '{portfolio}' could not be set up: "
                        + $"at {moment.Claim!.ReportedAt:u}, {InWords(answer)}"
                );
            moments = [.. moments.Zip(answers)
                .Where(one => one.Second is Answer.Unavailable).Select(one => one.First)];
            if (moments.Count > 0)
                await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>The story as claims of its source, one for each moment.</summary>
    internal static ImmutableArray<Submission> Submissions(Key portfolio) =>
        [.. DemoStory.Tell(portfolio).Select((moment, i) =>
            new Submission(portfolio, moment.Commands, new(moment.Actor, Claims: true))
            {
                Claim = new(DemoStory.Source, $"moment-{i + 1:0000}", moment.At),
                CorrelationId = "demo",
            })];

    /// <summary>In use, unless it is a demo of this edition that was left half done.</summary>
    private async Task<bool> IsTakenAsync(Key portfolio, int moments, CancellationToken cancel)
    {
        if (await target.Head(portfolio, cancel) is null)
            return false;
        var recorded = await target.Recognised(portfolio, DemoStory.Source, cancel);
        return recorded.Count is 0 || recorded.Count == moments;
    }

    private static string InWords(Answer answer) => answer switch
    {
        Answer.Refused { Refusal: var refusal } => $"{refusal.Code}: {refusal.Detail}",
        Answer.Unavailable unavailable => unavailable.Detail,
        Answer.Faulted { Fault: var fault } => $"a fault of the ledger itself: {fault.Message}",
        var other => $"the journal answered {other.GetType().Name}.",
    };
}
