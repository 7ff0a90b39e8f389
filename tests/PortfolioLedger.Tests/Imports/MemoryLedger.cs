using System.Collections.Immutable;
using System.Text;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Imports;

/// <summary>
/// A ledger of one portfolio in memory: decides like the journal, remembers imported rows.
/// </summary>
internal sealed class MemoryLedger(Key portfolio) : TimeProvider
{
    private readonly List<Entry> _entries = [];
    private ImmutableHashSet<KnownRow> _rows = [];

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Answers this from the given submission on, if set.</summary>
    public (int From, Answer Answer)? Instead { get; set; }

    /// <summary>Another import holds the portfolio.</summary>
    public bool Held { get; set; }

    public int Submissions { get; private set; }

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>What the last import appended, with the commands it was decided from.</summary>
    public ImmutableArray<Rehearsed> Appended { get; private set; } = [];

    public Book Head { get; private set; } = Book.Empty(portfolio);

    public ImportTarget Target => new(
        (_, _) => Task.FromResult(_entries.Count == 0 ? null : Head),
        (_, _, _) => Task.FromResult(_rows),
        (submission, _) => Task.FromResult(Submit(submission)),
        (history, _) => Append(history),
        (_, _) => Task.FromResult(Held ? null : (IAsyncDisposable)new Hold(this)),
        (_, day, _) => Task.FromResult(
            _entries.Count == 0 ? null : Book.EmptyOn(portfolio, day).Post(_entries)),
        _ => Task.FromResult(Now))
    {
        Postings = (_, after, upTo, _) => Task.FromResult(_entries
            .Where(e => e.Position > after && e.Position <= upTo).Select(e => e.Posting).ToList()),
        At = (_, position, day, _) => Task.FromResult(Book.EmptyOn(portfolio, day)
            .Post(_entries.Where(e => e.Position <= position))),
    };

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>The book as of a day.</summary>
    public Book AsOf(DateOnly day)
    {
        var end = new DateTimeOffset(day.AddDays(1), default, TimeSpan.Zero);
        return Book.EmptyOn(portfolio, day).Post(_entries.TakeWhile(e => e.KnownAt < end));
    }

    public async Task<ImportReport> ImportAsync(
        IMapping mapping, string path, bool dryRun = false, bool strict = false) =>
        await ImportAsync(mapping, path, new ImportOptions(dryRun, strict));

    public async Task<ImportReport> ImportAsync(
        IMapping mapping, string path, ImportOptions options) =>
        await new Importer(Target, this).RunAsync(
            mapping, portfolio, path, options, null, TestContext.Current.CancellationToken);

    public async Task<ImportReport> ImportAsync(params string[] lines)
    {
        using var file = new SampleFile(lines);
        return await ImportAsync(Samples.Mapping, file.Name);
    }

    /// <summary>Somebody decides in the ledger itself.</summary>
    public Entry Decide(string actor, params ImmutableArray<ICommand> commands)
    {
        var rehearsal = new Rehearsal(Head, Now);
        Assert.Null(rehearsal.Try(
            new Submission(portfolio, commands, new(new Actor(actor, Role.Approver)))));
        _entries.AddRange(rehearsal.Entries);
        Head = rehearsal.Book;
        return _entries[^1];
    }

    private async IAsyncEnumerable<Appended> Append(RehearsedHistory history)
    {
        Appended = [.. history.Submissions];
        foreach (var (submission, entries) in history.Submissions)
        {
            var answer = await Task.FromResult(Submit(submission));
            if (answer is not Answer.Receipt)
            {
                yield return new(0, answer);
                yield break;
            }
            // What is recorded is what was decided beforehand.
            Assert.Equal(
                entries.Select(AsStored),
                _entries.TakeLast(entries.Length).Select(AsStored)
            );
            yield return new(1);
        }
    }

    private static (long, DateOnly, string) AsStored(Entry entry) => (entry.Position,
        entry.EffectiveOn, Encoding.UTF8.GetString(Catalogue.Write(entry.Fact)));

    private Answer Submit(Submission submission)
    {
        if (Instead is { } instead && Submissions++ >= instead.From)
            return instead.Answer;
        var row = new KnownRow(submission.Claim!.ExternalId, submission.Claim.ReportedAt);
        if (_rows.Contains(row))
            return new Answer.AlreadyImported();
        var rehearsal = new Rehearsal(Head, Now);
        if (rehearsal.Try(submission) is { } refusal)
            return new Answer.Refused(refusal, 0);
        _entries.AddRange(rehearsal.Entries);
        Head = rehearsal.Book;
        _rows = _rows.Add(row);
        return new Answer.Receipt([.. rehearsal.Entries.Select(e => new ReceiptLine(
            e.Position, e.Id, Catalogue.KindOf(e.Fact).Name, e.RecordedAt, ""))], []);
    }

    private sealed class Hold : IAsyncDisposable
    {
        private readonly MemoryLedger _ledger;

        public Hold(MemoryLedger ledger) => (_ledger = ledger).Held = true;

        public ValueTask DisposeAsync()
        {
            _ledger.Held = false;
            return ValueTask.CompletedTask;
        }
    }
}
