using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// What a batch is about to record: submissions decided one after another on the book as the ones
/// before left it, and the answers they get once it is durable.
/// </summary>
internal sealed class BatchDraft(
    Book book, StreamLock stream, EarlierReceipts earlier, KeptTexts kept, long snapshotEvery)
{
    private const int MaxEvents = 2_000;
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly DateTimeOffset _now = SubmissionTime.Now(stream.Clock, book);
    private readonly Decider _decider = DeciderAt(
        SubmissionTime.Now(stream.Clock, book), snapshotEvery);
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

    /// <summary>Whether somebody is told of what was recorded before.</summary>
    public bool Repeats { get; private set; }

    /// <summary>How many submissions were decided; the rest waits for the next batch.</summary>
    public int Handled => _answers.Count;

    /// <summary>Decides submissions until the batch is full.</summary>
    public void Decide(IReadOnlyList<PendingSubmission> pending)
    {
        foreach (var one in pending)
        {
            if (_answers.Count > 0 && (Entries.Count >= MaxEvents || _bytes >= MaxBytes))
                return;
            Answer answer;
            try
            {
                answer = Decide(one.Submission);
            }
            catch (Exception fault)
            {
                answer = new Answer.Faulted(fault);
            }
            _answers.Add((one, answer));
        }
    }

    /// <summary>The leaf hashes of what is appended, in order.</summary>
    public MerkleHash[] LeafHashes()
    {
        var hashes = new MerkleHash[Entries.Count];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = Entries[i].LeafHash;
        return hashes;
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

    /// <summary>
    /// What records the events, with receipts, subjects, personal texts and recognised rows.
    /// </summary>
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
        {
            Repeats = true;
            return found;
        }
        if (submission.Claim is null && Stream.ImportRunning)
            return new Answer.Unavailable("import-running",
                "A history is being imported into this portfolio; try again when it has ended.");
        if ((Stream.Left(Portfolio) ?? RefuseLog(submission)) is { } closed)
            return closed;
        return _decider.Decide(Book, kept.Told(submission, Entries).At(_now)) switch
        {
            SubmissionOutcome.Accepted accepted => Accept(submission, accepted),
            SubmissionOutcome.Refused refused =>
                new Answer.Refused(refused.Refusal, refused.CommandIndex),
            SubmissionOutcome.UnknownPortfolio => new Answer.UnknownPortfolio(),
            SubmissionOutcome.Changed changed => new Answer.Changed(changed.Current),
            var other => throw new InvalidOperationException(
                $"an outcome of type {other.GetType()}"),
        };
    }

    /// <summary>
    /// Where the journal does not extend what was signed, that is acknowledged and nothing else;
    /// where it does, there is nothing to acknowledge.
    /// </summary>
    private Answer? RefuseLog(Submission submission) =>
        submission.Commands is [AcknowledgeRestore]
            ? Stream.IsHalted(Book) ? null : new Answer.Refused(new("audit-log-intact",
                "The journal extends everything that was signed of it: there is nothing to "
                + "acknowledge."), 0)
            : Stream.IsHalted(Book) ? StreamLock.Diverged : null;

    /// <summary>What cannot be written as it is stored is not accepted: all or nothing.</summary>
    private Answer.Receipt Accept(Submission submission, SubmissionOutcome.Accepted accepted)
    {
        var drafted = new DraftEntry[accepted.Entries.Length];
        var events = ImmutableArray.CreateBuilder<ReceiptLine>(drafted.Length);
        for (var i = 0; i < drafted.Length; i++)
        {
            drafted[i] = DraftEntry.From(Portfolio, accepted.Entries[i]);
            events.Add(drafted[i].Recorded);
        }
        var receipt = new Answer.Receipt(events.MoveToImmutable(), accepted.Counts);
        _accepted.Add(new(submission, receipt, earlier.HashOf(submission)));
        foreach (var draft in drafted)
            _bytes += draft.Data.Length;
        Entries.AddRange(drafted);
        Spaced.AddRange(accepted.Kept);
        Book = accepted.Book;
        return receipt;
    }

    private static Decider DeciderAt(DateTimeOffset now, long snapshotEvery) => new(
        _ => Guid.CreateVersion7(now),
        position => position % KeptBooks.Spacing == 0 || position % snapshotEvery == 0);
}

/// <summary>An accepted submission with its receipt.</summary>
/// <param name="Submission">What was asked.</param>
/// <param name="Receipt">What is recorded.</param>
/// <param name="BodyHmac">Keyed hash of the body, if the submission can be repeated.</param>
internal sealed record AcceptedSubmission(
    Submission Submission,
    Answer.Receipt Receipt,
    byte[]? BodyHmac
);
