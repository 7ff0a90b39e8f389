using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>One round of a survey.</summary>
/// <param name="Survey">The key of the round.</param>
/// <param name="About">What people were asked about.</param>
/// <param name="Initiative">Which product or initiative.</param>
/// <param name="Audience">Who was asked.</param>
/// <param name="Scale">On which scale.</param>
/// <param name="On">When.</param>
/// <param name="Score">
/// CSAT: share of marks 4 and 5; NPS: percent of marks 9 and 10 less percent of 0 to 6; CES: mean
/// mark. Null when nobody answered.
/// </param>
/// <param name="Previous">The score of the round before, same question and audience.</param>
/// <param name="Trend">Score − previous.</param>
/// <param name="N">How many answered.</param>
/// <param name="Invited">How many were asked.</param>
/// <param name="ResponseShare">Answered of asked.</param>
/// <param name="Counts">How many gave each mark.</param>
public sealed record SurveyItem(
    Key Survey,
    SurveyAbout About,
    Key? Initiative,
    string? Audience,
    SurveyScale Scale,
    DateOnly On,
    decimal? Score,
    decimal? Previous,
    decimal? Trend,
    int N,
    int? Invited,
    decimal? ResponseShare,
    ImmutableSortedDictionary<string, int> Counts
)
{
    internal static SurveyItem From(SurveyRound round, SurveyRound? before)
    {
        var (n, score) = (round.Answers(), round.Score());
        var previous = before?.Score();
        return new(
            round.Key,
            round.About,
            round.Initiative,
            round.Audience,
            round.Scale,
            round.From,
            score,
            previous,
            score - previous,
            n,
            round.Invited,
            round.Invited > 0 ? (decimal)n / round.Invited : null,
            round.Counts.ToImmutableSortedDictionary(
                c => c.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
                c => c.Value,
                StringComparer.Ordinal
            )
        );
    }
}

/// <summary>All rounds of surveys, oldest first.</summary>
public sealed record Surveys(ImmutableArray<SurveyItem> Items)
    : IView, IListView<Surveys, SurveyItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "surveys";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public Surveys Page(ImmutableArray<SurveyItem> items) => new(items);

    /// <summary>The surveys of a book.</summary>
    public static Surveys Compute(Book book)
    {
        var latest = Ordered.ByText<SurveyRound>().ToBuilder();
        var items = ImmutableArray.CreateBuilder<SurveyItem>();
        foreach (var round in book.Surveys.On(book.Day))
        {
            var question = QuestionOf(round);
            items.Add(SurveyItem.From(round, latest.GetValueOrDefault(question)));
            latest[question] = round;
        }
        return new(items.ToImmutable());
    }

    /// <summary>The latest round of each question and audience.</summary>
    internal static ImmutableArray<SurveyItem> Latest(Book book) =>
        [.. Compute(book).Items.Reverse().DistinctBy(QuestionOf).Reverse()];

    /// <summary>
    /// The latest answers on customer satisfaction with each product or initiative.
    /// </summary>
    internal static ImmutableSortedDictionary<Key, SurveyRound> Satisfaction(Book book)
    {
        var latest = Ordered.ByKey<SurveyRound>().ToBuilder();
        foreach (var round in book.Surveys.On(book.Day))
            if (round is { Scale: SurveyScale.Csat, Initiative: { } initiative })
                latest[initiative] = round;
        return latest.ToImmutable();
    }

    /// <summary>
    /// The latest round of satisfaction with the PMO between two days; null when none.
    /// </summary>
    internal static SurveyRound? AboutThePmo(Book book, DateOnly from, DateOnly to) =>
        book.Surveys.On(book.Day).LastOrDefault(r => r.About == SurveyAbout.Pmo
            && r.Scale == SurveyScale.Csat && r.From >= from && r.From <= to);

    private static string QuestionOf(SurveyRound r) =>
        $"{r.About}/{r.Initiative}/{r.Scale}/{r.Audience}";

    private static string QuestionOf(SurveyItem i) =>
        $"{i.About}/{i.Initiative}/{i.Scale}/{i.Audience}";
}

/// <summary>What the marks of a round say.</summary>
internal static class SurveyFigures
{
    /// <summary>How many answered.</summary>
    public static int Answers(this SurveyRound round) => round.Counts.Values.Sum();

    /// <summary>How many gave a mark between two, both included.</summary>
    public static int Marked(this SurveyRound round, int from, int to) =>
        round.Counts.Where(c => c.Key >= from && c.Key <= to).Sum(c => c.Value);

    /// <summary>The score on the scale of the round; null when nobody answered.</summary>
    public static decimal? Score(this SurveyRound round) => (round.Scale switch
    {
        SurveyScale.Csat => CustomerScores.Csat(round.Marked(4, 5), round.Answers()),
        SurveyScale.Nps =>
            CustomerScores.Nps(round.Marked(9, 10), round.Marked(0, 6), round.Answers()),
        SurveyScale.Ces => CustomerEffort.Ces(round.Counts),
        _ => throw Enumeration<SurveyScale>.Undeclared(round.Scale),
    }).Value;
}
