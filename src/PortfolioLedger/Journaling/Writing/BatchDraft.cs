using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// What a batch is about to record: submissions decided one after another on the book as the ones
/// before left it, and the answers they get once it is durable.
/// </summary>
internal sealed class BatchDraft(Book book, StreamLock stream, EarlierReceipts earlier, long checkpointEvery)
{
    private const int MaxEvents = 2_000;
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly DateTimeOffset _now = Latest(stream.Clock, book.RecordedAt, book.KnownAt);
    private readonly List<(PendingSubmission Pending, Answer Answer)> _answers = [];
    private readonly List<AcceptedSubmission> _accepted = [];
    private int _bytes;

    /// <summary>The portfolio's key.</summary>
    public Key Portfolio => Book.Portfolio;

    /// <summary>Where the stream stood when it was locked.</summary>
    public StreamLock Stream { get; } = stream;

    /// <summary>The book after everything accepted.</summary>
    public Book Book { get; private set; } = book;

    /// <summary>Books on the way that are kept in memory.</summary>
    public List<Book> Spaced { get; } = [];

    /// <summary>What is to be appended, in order.</summary>
    public List<DraftEntry> Entries { get; } = [];

    /// <summary>How many submissions were decided; the rest waits for the next batch.</summary>
    public int Handled => _answers.Count;

    /// <summary>Decides submissions until the batch is full.</summary>
    public void Decide(IReadOnlyList<PendingSubmission> pending)
    {
        foreach (var one in pending)
        {
            if (_answers.Count > 0 && (Entries.Count >= MaxEvents || _bytes >= MaxBytes))
                return;
            var (before, entries) = (Book, Entries.Count);
            Answer answer;
            try
            {
                answer = Decide(one.Submission);
            }
            catch (Exception fault)
            {
                answer = new Answer.Faulted(fault);
            }
            if (answer is not Answer.Receipt)
            {
                Book = before;
                Entries.RemoveRange(entries, Entries.Count - entries);
                Spaced.RemoveAll(b => b.Position > before.Position);
            }
            _answers.Add((one, answer));
        }
    }

    /// <summary>Tells every caller what came of it.</summary>
    public void Complete()
    {
        foreach (var (pending, answer) in _answers)
            pending.Complete(answer);
    }

    /// <summary>
    /// Tells every caller the same: without the commit a refusal is void too, for it may rest on a
    /// neighbour's event.
    /// </summary>
    public void CompleteAll(Answer answer)
    {
        foreach (var (pending, _) in _answers)
            pending.Complete(answer);
    }

    /// <summary>What records the events, with receipts, subjects, personal texts and recognised rows.</summary>
    public NpgsqlBatch Statements()
    {
        var batch = new NpgsqlBatch();
        EventRows.Add(batch, Portfolio, Stream, Entries);
        SideTables.Add(batch, Portfolio, Entries, _accepted);
        return batch;
    }

    private Answer Decide(Submission submission)
    {
        if (earlier.Find(submission, _accepted) is { } found)
            return found;
        if (submission.Claim is null && Stream.ImportRunning)
            return new Answer.Unavailable("import-running",
                "A history is being imported into this portfolio; try again when it has ended.");
        if (RefuseClaim(submission.Claim) is { } outOfOrder)
            return new Answer.Refused(outOfOrder, 0);
        if (Book.Position == 0 && submission.Commands[0] is not Core.Portfolios.OpenPortfolio)
            return new Answer.UnknownPortfolio();
        if (submission.IfMatch is { } match
            && Book.Things.GetValueOrDefault(match.Subject).Version is var current && current != match.Position)
            return new Answer.Changed(current);
        var first = Entries.Count;
        var counts = new int[submission.Commands.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var decided = DecideOne(submission, submission.Commands[i]);
            if (decided.Refusal is { } refusal)
                return new Answer.Refused(refusal, i);
            counts[i] = decided.Facts.Length;
        }
        return Accept(submission, first, counts);
    }

    private Decided DecideOne(Submission submission, ICommand command)
    {
        var reportedAt = submission.Claim?.ReportedAt;
        var knownOn = DateOnly.FromDateTime((reportedAt ?? _now).UtcDateTime);
        var day = knownOn > Book.Day ? knownOn : Book.Day;
        var decided = Book.On(day).Decide(command, submission.Caller, knownOn);
        foreach (var (fact, effectiveOn) in decided.Facts)
        {
            var entry = DraftEntry.Of(Portfolio, new Entry(
                Book.Position + 1, Guid.CreateVersion7(_now), _now, reportedAt, effectiveOn,
                submission.Caller.Actor, submission.Caller.OnBehalfOf, submission.CorrelationId,
                submission.CausationId, Catalogue.KindOf(fact).SchemaVersion, fact));
            _bytes += entry.Data.Length;
            Entries.Add(entry);
            Book = Book.Post(entry.Entry);
            if (Book.Position % KeptBooks.Spacing == 0 || Book.Position % checkpointEvery == 0)
                Spaced.Add(Book);
        }
        return decided;
    }

    private Answer Accept(Submission submission, int first, int[] counts)
    {
        var receipt = new Answer.Receipt([.. Entries.Skip(first).Select(e => e.Recorded)], [.. counts]);
        _accepted.Add(new(submission, receipt, earlier.HashOf(submission)));
        return receipt;
    }

    private Refusal? RefuseClaim(Claim? claim) =>
        claim is null ? null
        : claim.ReportedAt < Book.KnownAt ? new Refusal("out-of-order",
            $"It was reported at {claim.ReportedAt:u}, but the ledger knows events of {Book.KnownAt:u} already; "
            + "history can only be added at the end.")
        : claim.ReportedAt > _now ? new Refusal("out-of-order",
            $"It claims to have been reported at {claim.ReportedAt:u}, which is to come.")
        : null;

    private static DateTimeOffset Latest(DateTimeOffset clock, DateTimeOffset recorded, DateTimeOffset known)
    {
        var latest = clock > recorded ? clock : recorded;
        return latest > known ? latest : known;
    }
}

/// <summary>An accepted submission with its receipt.</summary>
/// <param name="Submission">What was asked.</param>
/// <param name="Receipt">What is recorded.</param>
/// <param name="BodyHmac">Keyed hash of the body, if the submission can be repeated.</param>
internal sealed record AcceptedSubmission(Submission Submission, Answer.Receipt Receipt, byte[]? BodyHmac);
