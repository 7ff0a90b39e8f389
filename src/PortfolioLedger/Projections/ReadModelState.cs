using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Projections;

/// <summary>Where the read models of one portfolio stand.</summary>
/// <param name="Book">At the position that is stored, on the day it has there by itself.</param>
/// <param name="DayBefore">The state at the end of the day before the book's, by table.</param>
/// <param name="Waiting">Later days on which something known already takes effect.</param>
/// <param name="Provisional">
/// What is stored about the book's day and later ones, by table; null: not known.
/// </param>
internal sealed record ReadModelState(
    Book Book, ImmutableArray<DailyRows> DayBefore, ImmutableSortedSet<DateOnly> Waiting,
    ImmutableArray<ProvisionalRows>? Provisional)
{
    /// <summary>Before the first event.</summary>
    public static ReadModelState Start(Key portfolio) => new(
        Book.Empty(portfolio), BiTable.Nothing, [],
        [.. BiTable.All.Select(_ => ProvisionalRows.None)]);

    /// <summary>
    /// What the next entries change. An entry that cannot be applied ends the step before it.
    /// </summary>
    public Step Follow(IEnumerable<StoredEntry> entries)
    {
        var stepping = new ReadModelStep(this);
        var fault = stepping.Post(entries);
        return stepping.Finish(fault);
    }

    /// <summary>Days on which a fact may change a state without another event.</summary>
    internal static IEnumerable<DateOnly> DaysOf(Entry entry)
    {
        yield return entry.EffectiveOn;
        if (entry.Fact.OwnDay() is { } own)
            yield return own;
        if (entry.Fact.DueOn() is { } due)
            yield return due;
    }
}

/// <summary>What some entries change in the read models of a portfolio.</summary>
/// <param name="Next">Where they stand afterwards.</param>
/// <param name="Since">The day that was not over when the step began.</param>
/// <param name="RemovesAll">
/// Whether everything that is stored about that day and later ones is removed, because what that is
/// was not known.
/// </param>
/// <param name="Tables">The ranges that end and begin, by table.</param>
/// <param name="History">Lines of the audit history.</param>
/// <param name="Fault">Why the entry after the last one cannot be applied.</param>
internal sealed record Step(
    ReadModelState Next,
    DateOnly Since,
    bool RemovesAll,
    ImmutableArray<TableChange> Tables,
    List<TimelineItem> History,
    Exception? Fault
);

/// <summary>What a long step has settled so far.</summary>
/// <param name="Tables">Rows whose days are over, by table.</param>
/// <param name="History">Lines of the audit history.</param>
internal sealed record Settled(
    ImmutableArray<List<RangedRow>> Tables, List<TimelineItem> History);

/// <summary>One step, entry by entry.</summary>
internal sealed class ReadModelStep(ReadModelState from)
{
    private readonly ImmutableArray<ValidityRanges> _tables =
        [.. from.DayBefore.Select(rows => new ValidityRanges(rows))];

    private List<TimelineItem> _history = [];
    private Book _book = from.Book;
    private ImmutableSortedSet<DateOnly> _waiting = from.Waiting;
    private ImmutableArray<DailyRows> _dayBefore = from.DayBefore;

    /// <summary>Posts entries up to one that cannot be applied: the fault, or null.</summary>
    public Exception? Post(IEnumerable<StoredEntry> entries)
    {
        foreach (var stored in entries)
            if (TryPost(stored.Entry, out var fault) is not { } next)
                return fault;
            else
                Advance(next, stored.Entry);
        return null;
    }

    /// <summary>Takes what cannot change any more, so that it can be written meanwhile.</summary>
    public Settled Settle()
    {
        var settled = new Settled([.. _tables.Select(t => t.TakeClosed())], _history);
        _history = [];
        return settled;
    }

    /// <summary>The step; the last day and the days to come are written as they stand.</summary>
    public Step Finish(Exception? fault)
    {
        if (_book.Position > 0)
        {
            Set(_book.Day, _book);
            foreach (var day in _waiting)
                Set(day, _book.On(day));
        }
        return new(
            new(_book, _dayBefore, _waiting,
                [.. _tables.Select(t => ProvisionalRows.From(t, _book.Day))]),
            from.Book.Day, from.Provisional is null,
            [.. _tables.Select((t, i) => TableChange.From(from.Provisional?[i], t))],
            _history, fault);
    }

    private Book? TryPost(Entry entry, out Exception? fault)
    {
        fault = null;
        try
        {
            if (entry.Position != _book.Position + 1)
                throw UnreadableJournalException.Missing(_book.Portfolio, _book.Position + 1);
            var next = _book.Post(entry);
            _history.Add(TimelineItem.From(entry, next));
            return next;
        }
        catch (Exception bug)
        {
            fault = bug;
            return null;
        }
    }

    private void Advance(Book next, Entry entry)
    {
        if (_book.Position > 0 && next.Day > _book.Day)
            EndDays(next.Day);
        _book = next;
        _waiting = _waiting.Union(ReadModelState.DaysOf(entry).Where(day => day > next.Day));
    }

    /// <summary>The first event of a later day: the days before it are complete.</summary>
    private void EndDays(DateOnly today)
    {
        Set(_book.Day, _book);
        foreach (var day in _waiting.Where(d => d < today))
            Set(day, _book.On(day));
        _waiting = _waiting.Except(_waiting.Where(d => d <= today));
        _dayBefore = [.. _tables.Select(t => t.State)];
    }

    private void Set(DateOnly day, Book book)
    {
        for (var i = 0; i < _tables.Length; i++)
            _tables[i].Set(day, BiTable.All[i].Of(book));
    }
}
