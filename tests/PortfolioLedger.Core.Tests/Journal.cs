using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Tests;

/// <summary>
/// A journal of a test: commands are decided, wrapped and posted as in the product, with a clock
/// that the test moves. Immutable, so that one start serves many tests.
/// </summary>
public sealed record Journal(Book Book, ImmutableArray<Entry> Entries, DateTimeOffset Now)
{
    private static readonly Decider Decider = new(IdOf);

    /// <summary>What of the entries books and their history need.</summary>
    public IEnumerable<Posting> Postings => Entries.Select(e => e.Posting);

    /// <summary>Who records what needs no decision, and proposes initiatives.</summary>
    public const string Clerk = "carl";

    /// <summary>Who decides.</summary>
    public const string Board = "alice";

    /// <summary>The UTC date of the clock.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>All that is recorded, in force on a day that may be over.</summary>
    public Book BookOn(string day) =>
        Book.EmptyOn(Book.Portfolio, Sample.Day(day)).Post(Entries);

    /// <summary>Nothing recorded; the clock stands in the morning of a day.</summary>
    public static Journal Empty(Key portfolio, DateOnly day) =>
        new(Book.Empty(portfolio), [], Morning(day));

    /// <summary>The same journal on a later day.</summary>
    public Journal On(DateOnly day) => day >= Today
        ? this with { Now = Morning(day) }
        : throw new ArgumentOutOfRangeException(nameof(day), day, $"it is {Today:O} already");

    /// <summary>The same journal on a later day, written <c>2026-03-31</c>.</summary>
    public Journal On(string day) => On(Sample.Day(day));

    /// <summary>With these commands carried out; the test fails when one is refused.</summary>
    public Journal With(params IEnumerable<ICommand> commands) =>
        commands.Aggregate(this, (journal, command) => journal.When(command).Recorded());

    /// <summary>With a command that this person gave.</summary>
    public Journal WithBy(string person, ICommand command) => When(command, person).Recorded();

    /// <summary>With imported history: claims that a source reported on a day.</summary>
    public Journal WithClaims(string reportedOn, params IEnumerable<ICommand> commands) =>
        commands.Aggregate(this, (journal, command) =>
            journal.WhenClaimed(command, reportedOn).Recorded());

    /// <summary>With an initiative in a stage, whatever led there.</summary>
    public Journal Having(Key initiative, Stage stage)
    {
        var stamp = new Stamp(Book.Position, Today, Now, Today, new Actor(Board, Role.Approver));
        var changed = Book.Initiatives.All.Change(
            initiative, i => i with { Stage = Register<Stage>.Start(stage, stamp) });
        return this with
        {
            Book = Book.With(Book.Initiatives with { All = changed }),
        };
    }

    /// <summary>
    /// Decides a command today, on the account of a person: the board decides what needs grounds,
    /// the clerk records the rest, unless the test names somebody.
    /// </summary>
    public Ruling When(ICommand command, string? by = null)
    {
        var role = command is IDecision ? Role.Approver : Role.Contributor;
        var actor = new Actor(by ?? (command is IDecision ? Board : Clerk), role);
        return Decide(command, new Caller(actor), reportedAt: null);
    }

    /// <summary>Decides a command as a claim of imported history.</summary>
    public Ruling WhenClaimed(ICommand command, string reportedOn = "2026-01-05")
    {
        var caller = new Caller(new Actor("import:test", Role.Administrator), Claims: true);
        return Decide(command, caller, Morning(Sample.Day(reportedOn)));
    }

    /// <summary>The journal after a submission that was accepted.</summary>
    internal Journal Record(SubmissionOutcome.Accepted accepted) => new(
        accepted.Book, Entries.AddRange(accepted.Entries), Now.AddSeconds(accepted.Entries.Length));

    private Ruling Decide(ICommand command, Caller caller, DateTimeOffset? reportedAt)
    {
        // A source tells in order, and nothing that is to come.
        var reported = reportedAt < Book.KnownAt ? Book.KnownAt : reportedAt;
        var now = reported > Now ? reported.Value : Now;
        return new(this, Decider.Decide(Book, new([command], caller, new(now, reported))));
    }

    /// <summary>An id in the form of a UUIDv7 that only depends on the position.</summary>
    private static Guid IdOf(long position) => new($"019b0000-0000-7000-8000-{position:x12}");

    private static DateTimeOffset Morning(DateOnly day) =>
        new(day, new TimeOnly(9, 0), TimeSpan.Zero);
}
