namespace PortfolioLedger.Core.Views;

/// <summary>One number of the scorecard.</summary>
/// <param name="Panel">Under which objective or question it stands.</param>
/// <param name="Metric">What it is.</param>
/// <param name="Numerator">What is counted.</param>
/// <param name="Denominator">Of what.</param>
/// <param name="Value">
/// Numerator / denominator, times 100 for points; null when the denominator is nothing or unknown.
/// </param>
/// <param name="Unit"><c>share</c> (0 to 1) or <c>points</c> (0 to 100).</param>
/// <param name="Missing">
/// What the numerator lacks of the denominator, by kind and key: all of it, or for feedback the
/// customer segments it came from; null where what is counted has no key, as decisions have none.
/// </param>
/// <param name="ExplainedIn">The view that holds what it is made of.</param>
public sealed record ScorecardNumber(
    string Panel,
    string Metric,
    decimal? Numerator,
    decimal? Denominator,
    decimal? Value,
    string Unit,
    ImmutableArray<Subject>? Missing,
    string ExplainedIn
)
{
    internal static ScorecardNumber Share(
        string panel, string metric, decimal? part, decimal? whole, string view,
        IEnumerable<Subject>? missing = null) =>
        new(panel, metric, part, whole, Sums.Share(part, whole), "share",
            missing is null ? null : [.. missing.Distinct().Order()], view);

    internal static ScorecardNumber Points(
        string panel, string metric, decimal? part, decimal? whole, string view) =>
        new(panel, metric, part, whole, 100 * Sums.Share(part, whole), "points", null, view);

    /// <summary>How many of some things have what is asked for, and which do not.</summary>
    internal static ScorecardNumber Having<T>(
        string panel, string metric, IReadOnlyCollection<T> things, Func<T, bool> having,
        SubjectKind kind, Func<T, Key> key, string view) =>
        Share(panel, metric, things.Count(having), things.Count, view,
            things.Where(t => !having(t)).Select(t => new Subject(kind, key(t))));
}

/// <summary>An objective of the PMO or a question it has to answer.</summary>
/// <param name="Panel">As the numbers name it.</param>
/// <param name="Title">For people.</param>
public sealed record ScorecardPanel(string Panel, string Title);

/// <summary>
/// What a PMO has to show on one page: its five objectives and five questions, each number with its
/// numerator, its denominator, who is missing and the view that explains it.
/// </summary>
public sealed record PmoScorecard(
    ImmutableArray<ScorecardPanel> Panels, ImmutableArray<ScorecardNumber> Items)
    : IView, IListView<PmoScorecard, ScorecardNumber>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "scorecard";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 3;

    private static readonly ImmutableArray<ScorecardPanel> Ten =
    [
        new("value-streams", "Know the value streams"),
        new("strategy", "Align the portfolio with strategy"),
        new("customers", "Listen to customers"),
        new("silos", "Break silos"),
        new("outcomes", "Outcomes before outputs"),
        new("question-objectives", "Are the objectives known?"),
        new("question-needs", "Are the customers' needs understood?"),
        new("question-value-streams", "Are the value streams and their importance known?"),
        new("question-teams", "Are the teams informed and aligned?"),
        new("question-value", "Is value measured?"),
    ];

    public PmoScorecard Page(ImmutableArray<ScorecardNumber> items) => this with { Items = items };

    /// <summary>The scorecard of a book.</summary>
    public static PmoScorecard Compute(Book book)
    {
        var (alignment, heard) = (Alignment.Compute(book), Listening.Compute(book));
        var (told, linked) = (
            CommunicationCoverage.Compute(book), LinkedOutcomes.ByInitiative(book));
        var spend = SpendSplit.From(alignment.Items);
        return new(
            Ten,
            [
                .. ScorecardObjectives.ValueStreams(book),
                .. ScorecardObjectives.Strategy(alignment, spend),
                .. ScorecardObjectives.Customers(heard),
                .. ScorecardObjectives.Departments(book),
                .. ScorecardObjectives.Outcomes(book, linked),
                .. ScorecardQuestions.Objectives(book, told),
                .. ScorecardQuestions.Needs(book, heard),
                ScorecardQuestions.Streams(book),
                .. ScorecardQuestions.Teams(told, alignment, spend),
                .. ScorecardQuestions.Value(book, linked),
            ]
        );
    }
}
