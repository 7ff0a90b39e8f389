using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// A history in memory in which every area of the domain is used: 1,000 initiatives, 200 outcomes,
/// 10,000 pieces of feedback, 30 departments, 20 value streams, 500 decisions of the board, 100
/// stakeholders. Everything is created first; then rounds of changes overwrite one another, four to
/// a year.
/// </summary>
internal static class FullHistory
{
    public const int Initiatives = 1_000, Outcomes = 200, Voices = 10_000, Departments = 30,
        Segments = 20, Objectives = 12, Strategic = 6, Streams = 20, Decisions = 500,
        Stakeholders = 100, Programs = 40;

    /// <summary>The portfolio.</summary>
    public static readonly Key Portfolio = Key.Parse("full");

    /// <summary>The business day on which every such history ends.</summary>
    public static readonly DateOnly Today = new(2026, 6, 30);

    public static readonly Currency Dollar = Currency.Parse("USD");

    public static readonly Grounds Why = new("Agreed for the benchmark");

    private static readonly Actor Board = new("board", Role.Approver);

    /// <summary>Days from one round of changes to the next.</summary>
    private const int DaysOfARound = 91;

    /// <summary>Everything created, and then so many rounds of changes.</summary>
    public static List<Entry> Of(int rounds)
    {
        var entries = new List<Entry>();
        var first = Today.AddDays(-DaysOfARound * (rounds + 1));
        Add(entries, FullOrganisation.Facts().Concat(FullInitiatives.Facts())
            .Concat(FullOutcomes.Facts()).Concat(FullBoard.Facts()), first);
        for (var round = 1; round <= rounds; round++)
        {
            var day = first.AddDays(DaysOfARound * round);
            Add(entries, FullChanges.Facts(rounds - round, round == 1, day), day);
        }
        Add(entries, [new Core.Initiatives.PhaseEntered(Initiative(0), "Build")], Today);
        return entries;
    }

    /// <summary>The book after these entries.</summary>
    public static Book Folded(IEnumerable<Entry> entries) => Book.Empty(Portfolio).Post(entries);

    public static Key Initiative(int n) => Key.Parse($"i{n % Initiatives}");

    public static Key Outcome(int n) => Key.Parse($"o{n % Outcomes}");

    public static Key FeedbackRecord(int n) => Key.Parse($"f{n % Voices}");

    public static Key Department(int n) => Key.Parse($"d{n % Departments}");

    public static Key Segment(int n) => Key.Parse($"s{n % Segments}");

    public static Key Objective(int n) => Key.Parse($"ob{n % Objectives}");

    public static Key Stream(int n) => Key.Parse($"v{n % Streams}");

    public static Key Decision(int n) => Key.Parse($"g{n % Decisions}");

    public static Key Stakeholder(int n) => Key.Parse($"p{n % Stakeholders}");

    public static Money Dollars(decimal amount) => new(amount, Dollar);

    /// <summary>Facts spread evenly over the days of a round, in their order.</summary>
    private static void Add(List<Entry> entries, IEnumerable<IFact> facts, DateOnly from)
    {
        var all = facts.ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var day = from.AddDays((int)((long)(DaysOfARound - 1) * i / all.Count));
            var at = new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero);
            var position = entries.Count + 1;
            entries.Add(new(position, new Guid(position, 0, 0, new byte[8]), at, null, day, Board,
                null, null, null, 1, all[i]));
        }
    }
}
