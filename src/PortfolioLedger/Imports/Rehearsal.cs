using System.Collections.Immutable;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>
/// Decides submissions on a book in memory exactly as the journal would, and writes nothing: what a
/// dry run shows, and what an import may rely on.
/// </summary>
/// <param name="head">The book at the last position, or an empty one.</param>
/// <param name="now">Nothing can have been reported later.</param>
public sealed class Rehearsal(Book head, DateTimeOffset now)
{
    private static readonly Decider Decider = new(keeps: position =>
        position % KeptBooks.Spacing == 0 || position % BookSnapshots.Spacing == 0);

    private readonly DateTimeOffset _now = SubmissionTime.Now(now, head);
    private readonly List<Entry> _entries = [];
    private readonly List<Book> _spaced = [];

    /// <summary>The book before it.</summary>
    public Book Before { get; } = head;

    /// <summary>The book after everything accepted.</summary>
    public Book Book { get; private set; } = head;

    /// <summary>What would be recorded, in order.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The command that was refused last; null when none was.</summary>
    public ICommand? Refused { get; private set; }

    /// <summary>Books on the way that are worth keeping.</summary>
    public IReadOnlyList<Book> Spaced => _spaced;

    /// <summary>What was decided last, from a count of entries on.</summary>
    public ImmutableArray<Entry> EntriesFrom(int count) =>
        [.. System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries)[count..]];

    /// <summary>Decides submissions all or nothing; null when all are accepted.</summary>
    public Refusal? Try(params ReadOnlySpan<Submission> submissions)
    {
        var (before, count) = (Book, _entries.Count);
        foreach (var submission in submissions)
            if (Refuse(submission) is { } refusal)
            {
                Book = before;
                _entries.RemoveRange(count, _entries.Count - count);
                _spaced.RemoveAll(book => book.Position > before.Position);
                return refusal;
            }
        return null;
    }

    private Refusal? Refuse(Submission submission)
    {
        switch (Decider.Decide(Book, submission.At(_now) with { ChecksFields = true }))
        {
            case SubmissionOutcome.Accepted accepted:
                _entries.AddRange(accepted.Entries);
                _spaced.AddRange(accepted.Kept);
                Book = accepted.Book;
                return null;
            case SubmissionOutcome.Refused refused:
                Refused = submission.Commands[refused.CommandIndex];
                return refused.Refusal;
            case SubmissionOutcome.UnknownPortfolio:
                return Refusal.Unknown(SubjectKind.Portfolio, Book.Portfolio);
            case var other:
                throw new InvalidOperationException($"an outcome of type {other.GetType()}");
        }
    }
}
