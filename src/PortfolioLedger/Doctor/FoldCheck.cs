using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Doctor;

/// <summary>
/// Folds a journal from its beginning and compares what is kept beside it: subjects, customers'
/// words, stored books. A fault of reading ends the fold and is a finding too.
/// </summary>
internal sealed class FoldCheck(
    NpgsqlDataSource source,
    JournalReader reader,
    BookSnapshots snapshots,
    Key portfolio,
    long last
)
{
    private long _wrongSubjects, _wrongSnapshots, _falls;
    private DateTimeOffset _knownAt = DateTimeOffset.MinValue;

    /// <summary>Everything that is compared.</summary>
    public async Task<ImmutableArray<Finding>> RunAsync(
        Action<long> progress, CancellationToken cancel)
    {
        var positions = await snapshots.PositionsAsync(portfolio, cancel);
        var texts = await PersonalTextCheck.ReadAsync(source, portfolio, last, cancel);
        var (book, pages) = (Book.Empty(portfolio), new JournalPages(reader));
        try
        {
            await using var subjects = await SubjectIndexReader.OpenAsync(
                source,
                portfolio,
                last,
                cancel
            );
            await foreach (var stored in reader.ReadAsync(portfolio, 0, last, cancel))
            {
                book = book.Post(
                    await pages.LeadingBackAsync(book, stored.Entry.Posting, cancel));
                await CompareAsync(stored.Entry, subjects, cancel);
                texts.Compare(stored.Entry);
                if (positions.BinarySearch(book.Position) >= 0)
                    await CompareAsync(book, cancel);
                if (book.Position % JournalReader.PageSize == 0)
                    progress(book.Position);
            }
        }
        catch (Exception fault) when (fault is UnreadableJournalException or UnknownFactException)
        {
            return [new("fold", portfolio.Value, fault is UnknownFactException ? CheckStatus.Failed
                : CheckStatus.Violated, $"stops behind position {book.Position}: {fault.Message}")];
        }
        // The ledger may have gone on since the last position was asked.
        var now = await reader.LastPositionAsync(portfolio, cancel);
        _wrongSnapshots += positions.Count(p => p > now);
        return
        [
            Found(
                "fold",
                book.Position == last ? 0 : 1,
                $"to {book.Position}, {BookDigest.Compute(book)}",
                $"ends at {book.Position} instead of {last}"
            ),
            Found("known-times", _falls, "never fall", $"fall {_falls} times"),
            Found(
                "subjects",
                _wrongSubjects,
                "are those of the events",
                $"differ at {_wrongSubjects} positions"
            ),
            texts.Finding(portfolio),
            Found(
                "book-snapshots",
                _wrongSnapshots,
                positions.IsEmpty ? "none stored yet" : $"{positions.Length}, equal to the fold",
                $"{_wrongSnapshots} differ from the fold"
            ),
        ];
    }

    private Finding Found(string check, long faults, string good, string bad) => new(
        check, portfolio.Value, faults == 0 ? CheckStatus.Ok : CheckStatus.Violated,
        faults == 0 ? good : bad);

    private async Task CompareAsync(
        Entry entry,
        SubjectIndexReader subjects,
        CancellationToken cancel
    )
    {
        var own = entry.Fact.IndexedUnder().Select(s => s.ToString());
        if (!(await subjects.AtAsync(entry.Position, cancel)).SetEquals(own))
            _wrongSubjects++;
        if (entry.KnownAt < _knownAt)
            _falls++;
        _knownAt = entry.KnownAt;
    }

    private async Task CompareAsync(Book book, CancellationToken cancel)
    {
        if (await snapshots.AtAsync(portfolio, book.Position, cancel) is { } stored
            ? BookDigest.Compute(stored) != BookDigest.Compute(book)
            // One that a later one replaced meanwhile is gone; one that cannot be read is there.
            : (await snapshots.PositionsAsync(portfolio, cancel)).Contains(book.Position))
            _wrongSnapshots++;
    }
}
