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
    private readonly SortedDictionary<long, List<KeptText>> _texts = [];
    private long _wrongSubjects, _wrongTexts, _wrongSnapshots, _falls;
    private DateTimeOffset _knownAt = DateTimeOffset.MinValue;

    /// <summary>Everything that is compared.</summary>
    public async Task<ImmutableArray<Finding>> RunAsync(
        Action<long> progress, CancellationToken cancel)
    {
        var positions = await snapshots.PositionsAsync(portfolio, cancel);
        await ReadTextsAsync(cancel);
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
        _wrongTexts += _texts.Values.Sum(t => t.Count);
        _wrongSnapshots += positions.Count(p => p > last);
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
            Found(
                "personal-texts",
                _wrongTexts,
                "match what the events commit to",
                $"{_wrongTexts} match nothing that an event commits to"
            ),
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
        if (!_texts.Remove(entry.Position, out var kept))
            return;
        var committed = entry.Fact.PersonalTexts().Select(t => t.Commitment).ToArray();
        _wrongTexts += kept.Count(t => !t.Opens || !committed.Contains(t.Commitment));
    }

    private async Task CompareAsync(Book book, CancellationToken cancel)
    {
        var stored = await snapshots.AtAsync(portfolio, book.Position, cancel);
        if (stored is null || BookDigest.Compute(stored) != BookDigest.Compute(book))
            _wrongSnapshots++;
    }

    private async Task ReadTextsAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select position, commitment, salt, text from ledger.sealed_text
            where portfolio = $1 and position <= $2
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = last });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (position, commitment) = (rows.GetInt64(0), rows.GetString(1));
            var opens = SealedText.Seal(rows.GetString(3), rows.GetFieldValue<byte[]>(2)).Commitment
                == commitment;
            if (!_texts.TryGetValue(position, out var at))
                _texts[position] = at = [];
            at.Add(new(commitment, opens));
        }
    }

    private sealed record KeptText(string Commitment, bool Opens);
}
