using System.Collections.Immutable;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
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
    private readonly List<Entry> _entries = [];
    private readonly List<Book> _spaced = [];

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
        var reportedAt = submission.Claim?.ReportedAt ?? now;
        if (reportedAt < Book.KnownAt)
            return new("out-of-order",
                $"It was reported at {reportedAt:u}, but the ledger knows events of "
                + $"{Book.KnownAt:u} already; history can only be added at the end.");
        if (reportedAt > now)
            return new("out-of-order",
                $"It claims to have been reported at {reportedAt:u}, which is to come.");
        foreach (var command in submission.Commands)
            if ((Malformed(command) ?? Refuse(submission, command, reportedAt)) is { } refusal)
            {
                Refused = command;
                return refusal;
            }
        return null;
    }

    private static Refusal? Malformed(ICommand command) =>
        (command as IChecked)?.Faults().FirstOrDefault() is { } fault
            ? new("malformed", $"{fault.Pointer} {fault.Detail}.")
            : null;

    private Refusal? Refuse(Submission submission, ICommand command, DateTimeOffset reportedAt)
    {
        if (Book.Position == 0 && command is not OpenPortfolio)
            return new("unknown-portfolio", $"There is no portfolio '{Book.Portfolio}'.");
        var knownOn = DateOnly.FromDateTime(reportedAt.UtcDateTime);
        var decided = Book.On(knownOn > Book.Day ? knownOn : Book.Day)
            .Decide(command, submission.Caller, knownOn);
        foreach (var (fact, effectiveOn) in decided.Facts)
        {
            var entry = new Entry(
                Book.Position + 1, Guid.Empty, now, submission.Claim?.ReportedAt, effectiveOn,
                submission.Caller.Actor, submission.Caller.OnBehalfOf, submission.CorrelationId,
                submission.CausationId, Catalogue.KindOf(fact).SchemaVersion, fact);
            _entries.Add(entry);
            Book = Book.Post(entry);
            if (Book.Position % KeptBooks.Spacing == 0 || Book.Position % BookSnapshots.Spacing == 0)
                _spaced.Add(Book);
        }
        return decided.Refusal;
    }
}
