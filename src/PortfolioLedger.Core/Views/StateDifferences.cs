using System.Globalization;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>One field of an initiative that two books say differently.</summary>
/// <param name="Initiative">Whose.</param>
/// <param name="Field">What: <c>stage</c>, <c>phase</c>, <c>budget</c>, <c>score:risk</c> …</param>
/// <param name="From">In the earlier book; null when unknown there.</param>
/// <param name="To">In the later book; null when unknown there.</param>
/// <param name="Position">
/// Of the event the later book has it from; null for amounts, which several events make up.
/// </param>
public sealed record StateDifference(
    Key Initiative,
    string Field,
    string? From,
    string? To,
    long? Position
)
{
    /// <summary>
    /// The field whose amount a fact is a part of, and of which initiative; null for other facts.
    /// </summary>
    public static (Key Initiative, string Field)? AmountOf(IFact fact) => fact switch
    {
        BudgetApproved approved => (approved.Initiative, Budget),
        BudgetChanged changed => (changed.Initiative, Budget),
        SpendRecorded spent => (spent.Initiative, Spend),
        _ => null,
    };

    /// <summary>The field of the approved budget, which several events make up.</summary>
    public const string Budget = "budget";

    private const string Spend = "spend";

    /// <summary>What two books say differently of initiatives, by initiative and field.</summary>
    public static ImmutableArray<StateDifference> Between(Book from, Book to) =>
        [
            .. from
                .Initiatives.All.Keys.Union(to.Initiatives.All.Keys)
                .Order()
                .SelectMany(key => Between(from, to, key)),
        ];

    /// <summary>What two books say differently of one initiative, by field.</summary>
    internal static IEnumerable<StateDifference> Between(Book from, Book to, Key key)
    {
        // Of one that came or went, what it was proposed with is no difference.
        var both = Exists(from, key) && Exists(to, key);
        var (before, after) = (StateOf(from, key, both), StateOf(to, key, both));
        return before
            .Keys.Union(after.Keys)
            .Order(StringComparer.Ordinal)
            .Select(field =>
                (
                    field,
                    Was: before.GetValueOrDefault(field),
                    Is: after.GetValueOrDefault(field)
                )
            )
            .Where(f => f.Was.Text != f.Is.Text)
            .Select(f => new StateDifference(key, f.field, f.Was.Text, f.Is.Text, f.Is.Position));
    }

    private static bool Exists(Book book, Key key) =>
        book.Initiatives.Find(key) is { } i && i.From <= book.Day;

    private static ImmutableSortedDictionary<string, (string? Text, long? Position)> StateOf(
        Book book,
        Key key,
        bool withProposal
    )
    {
        var state = Ordered.ByText<(string? Text, long? Position)>().ToBuilder();
        if (!Exists(book, key))
            return state.ToImmutable();
        var i = book.Initiatives.Find(key)!;
        if (withProposal)
        {
            Add("kind", i.Kind, Enumeration<InitiativeKind>.NameOf);
            Add("sponsor", i.Sponsor, sponsor => sponsor);
            Add("department", i.Department, Text);
            Add("participating-departments", i.ParticipatingDepartments, Text);
            Add("value-stream", i.ValueStream, Text);
            Add("program", i.Parent, Text);
            Add("summary", i.Summary, summary => summary);
        }
        Add("name", i.Name, name => name);
        Add("stage", i.Stage, Enumeration<Stage>.NameOf);
        Add("phase", i.Phase, phase => phase);
        Add("priority", i.Priority, Text);
        Add("baseline-completion", i.BaselineCompletion, Text);
        Add("forecast-completion", i.ForecastCompletion, Text);
        foreach (var (objective, register) in i.Contributions)
            Add($"contribution:{objective}", register, Text);
        foreach (var (criterion, register) in i.Scores)
            Add($"score:{criterion}", register, Text);
        foreach (var (period, register) in i.Requested)
            Add($"requested-budget:{period}", register, Text);
        if (i.BudgetOn(book.Day) is { } budget)
            state[Budget] = (Text(budget), null);
        if (i.Spend.On(book.Day) is { } spend)
            state[Spend] = (Text(spend), null);
        return state.ToImmutable();

        void Add<T>(string field, Register<T> register, Func<T, string?> text)
        {
            if (register.At(book.Day) is { } value)
                state[field] = (text(value.Value), value.Position);
        }
    }

    private static string? Text(Contribution? c) => c is null ? null
        : c.Confidence is { } q ? $"{(int)c.Strength} at {Text(q.Value)}" : Text((int)c.Strength);

    private static string? Text(Key? key) => key?.Value;

    private static string? Text(ImmutableArray<Key> keys) =>
        keys.IsEmpty ? null : string.Join(", ", keys.Order());

    private static string Text(decimal number) =>
        StoredDecimal.Canonical(number).ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
