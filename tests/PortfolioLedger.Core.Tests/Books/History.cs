using System.Globalization;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>
/// A history written by a test: facts, known and effective on days of its choice.
/// </summary>
internal sealed class History
{
    public static readonly Key Portfolio = Key.Parse("capital");

    private static readonly Actor Board = new("board", Role.Approver);

    private readonly List<Entry> _entries = [];

    private DateOnly _today = new(2026, 1, 1);

    public IReadOnlyList<Entry> Entries => _entries;

    public long Position => _entries.Count;

    /// <summary>All of it, on the day of the last entry.</summary>
    public Book Book => Book.Empty(Portfolio).Post(_entries);

    /// <summary>From here on facts become known on this day.</summary>
    public History On(string day)
    {
        _today = Day(day);
        return this;
    }

    public History Record(params IFact[] facts)
    {
        foreach (var fact in facts)
            Add(fact, fact.OwnDay() ?? _today);
        return this;
    }

    public History RecordEffective(string effectiveOn, params IFact[] facts)
    {
        foreach (var fact in facts)
            Add(fact, Day(effectiveOn));
        return this;
    }

    /// <summary>What was known at the end of a day, in force on that day or another.</summary>
    public Book AsOf(string day, string? effectiveOn = null)
    {
        var known = _entries.Where(e => DateOnly.FromDateTime(e.KnownAt.UtcDateTime) <= Day(day));
        var natural = Book.Empty(Portfolio).Post(known);
        var on = Day(effectiveOn ?? day);
        return on >= natural.Day ? natural.On(on) : Book.EmptyOn(Portfolio, on).Post(known);
    }

    public Book AsOfPosition(long position) =>
        Book.Empty(Portfolio).Post(_entries.Where(e => e.Position <= position));

    public static DateOnly Day(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Add(IFact fact, DateOnly effectiveOn) =>
        _entries.Add(At(_entries.Count + 1, fact, _today, effectiveOn));

    /// <summary>An entry recorded on a day, in the order of its position.</summary>
    public static Entry At(long position, IFact fact, DateOnly knownOn, DateOnly effectiveOn)
    {
        var at = new DateTimeOffset(knownOn, new TimeOnly(9, 0), TimeSpan.Zero).AddSeconds(
            position
        );
        return new(
            position,
            new Guid((int)position, 0, 0, new byte[8]),
            at,
            null,
            effectiveOn,
            Board,
            null,
            null,
            null,
            1,
            fact
        );
    }
}
