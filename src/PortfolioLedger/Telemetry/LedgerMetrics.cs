using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PortfolioLedger.Telemetry;

/// <summary>
/// What the ledger measures about itself. Nothing names a portfolio, a person or a thing: the
/// numbers may be shown to whoever runs the machine.
/// </summary>
internal static class LedgerMetrics
{
    /// <summary>Of the meter and of the traces.</summary>
    public const string Name = "PortfolioLedger";

    /// <summary>Traces of batches.</summary>
    public static readonly ActivitySource Traces = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>(
        "ledger.journal.waiting", "{submission}", "Submissions that wait to be decided.");

    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>(
        "ledger.journal.batch.size", "{submission}", "Submissions answered by one batch.",
        advice: new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    public static readonly Histogram<double> DecideSeconds = Meter.CreateHistogram(
        "ledger.journal.decide.duration", "s", "Deciding a batch.", advice: Seconds);

    public static readonly Histogram<double> CommitSeconds = Meter.CreateHistogram(
        "ledger.journal.commit.duration", "s", "Appending and committing a batch.",
        advice: Seconds);

    public static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "ledger.journal.events", "{event}", "Events recorded by this node.");

    public static readonly Counter<long> Accepted = Meter.CreateCounter<long>(
        "ledger.journal.accepted", "{submission}", "Submissions that got a receipt.");

    public static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "ledger.journal.refusals", "{submission}", "Submissions that were not recorded, by code.");

    public static readonly Counter<long> Redecisions = Meter.CreateCounter<long>(
        "ledger.journal.redecisions", "{submission}",
        "Submissions decided once more after their batch failed.");

    public static readonly Counter<long> Folds = Meter.CreateCounter<long>(
        "ledger.books.folds", "{fold}", "Past books that took a fold.");

    public static readonly Counter<long> FoldedEvents = Meter.CreateCounter<long>(
        "ledger.books.folded.events", "{event}", "Events folded into past books.");

    public static readonly Histogram<double> AsOfSeconds = Meter.CreateHistogram(
        "ledger.books.as.of.duration", "s", "Making a past book that was not in memory.",
        advice: Seconds);

    public static readonly Counter<long> Views = Meter.CreateCounter<long>(
        "ledger.views.answers", "{answer}",
        "Answers by where they came from: a kept body, a kept view, or computed.");

    public static readonly UpDownCounter<int> Listeners = Meter.CreateUpDownCounter<int>(
        "ledger.live.listeners", "{listener}", "Listeners to live feeds.");

    public static readonly UpDownCounter<int> Searching = Meter.CreateUpDownCounter<int>(
        "ledger.optimisation.searching", "{search}", "Searches for the best set that run now.");

    public static readonly Counter<long> Searches = Meter.CreateCounter<long>(
        "ledger.optimisation.searches",
        "{search}",
        "Searches for the best set that ended, by how: proved, found, infeasible, none, stopped or "
            + "fault."
    );

    public static readonly Counter<long> Checkpoints = Meter.CreateCounter<long>(
        "ledger.log.checkpoints", "{checkpoint}", "Checkpoints signed by this node.");

    public static readonly Counter<long> Cosignatures = Meter.CreateCounter<long>(
        "ledger.log.cosignatures", "{cosignature}",
        "What came of asking witnesses: kept, unreachable, refused, invalid or contradicts.");

    public static readonly Counter<long> TimeStamps = Meter.CreateCounter<long>(
        "ledger.log.time.stamps", "{stamp}",
        "What came of asking for time stamps: kept, unreachable, refused or invalid.");

    private static InstrumentAdvice<double> Seconds => new()
    {
        HistogramBucketBoundaries =
            [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    };

    /// <summary>Counts an answer by where it came from.</summary>
    public static void CountView(string from) =>
        Views.Add(1, new KeyValuePair<string, object?>("from", from));

    /// <summary>Counts a search that ended.</summary>
    public static void CountSearch(string end) =>
        Searches.Add(1, new KeyValuePair<string, object?>("end", end));

    /// <summary>Counts an answer of a witness by what came of it.</summary>
    public static void CountCosignature(string outcome) =>
        Cosignatures.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts an answer of a time-stamp authority by what came of it.</summary>
    public static void CountTimeStamp(string outcome) =>
        TimeStamps.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
