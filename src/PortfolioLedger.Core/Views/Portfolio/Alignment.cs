using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>What of an initiative's score one objective makes.</summary>
public sealed record ContributionPoints(
    Key Objective,
    int Contribution,
    decimal? Confidence,
    decimal Points
);

/// <summary>How well one initiative serves the strategy, 0..100.</summary>
public sealed record AlignedInitiative(
    Key Initiative,
    string Name,
    decimal Score,
    decimal? Spend,
    ImmutableArray<ContributionPoints> Contributions
);

/// <summary>An objective's weight beside the share of spend that goes to it.</summary>
public sealed record FundedObjective(
    Key Objective,
    string Title,
    decimal Weight,
    decimal? SpendShare,
    bool Funded
);

/// <summary>Something the alignment does not cover.</summary>
public sealed record Gap(string Kind, Subject Subject, string Detail);

/// <summary>Which money an alignment weighs by.</summary>
public enum SpendBasis
{
    /// <summary>Approved budgets over all periods.</summary>
    Budget,
    /// <summary>Recorded spend.</summary>
    Spend,
}

/// <summary>
/// How well the portfolio serves the strategy. Absolute: adding an initiative never moves another's
/// score. <c>A_i = 100 · Σ w_o · (c_io / 9) · q_io</c>; an unstated confidence counts as 1 and is
/// listed in the gaps.
/// </summary>
public sealed record Alignment(
    decimal? PortfolioScore,
    decimal? StrategicFit,
    decimal? UnalignedShare,
    decimal MissingWeight,
    ImmutableArray<AlignedInitiative> Items,
    ImmutableArray<FundedObjective> Objectives,
    ImmutableArray<Gap> Gaps
) : IView, IListView<Alignment, AlignedInitiative>
{
    /// <summary>Name and version of the view.</summary>
    public static string ViewName => "alignment";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public Alignment Page(ImmutableArray<AlignedInitiative> items) => this with { Items = items };

    /// <summary>The alignment of a book.</summary>
    public static Alignment Compute(
        Book book, SpendBasis basis = SpendBasis.Budget, ImmutableArray<Stage>? stages = null)
    {
        var weights = StrategicWeights.Compute(book);
        var initiatives = book.CountedInitiatives(stages).ToImmutableArray();
        var items = initiatives.Select(i => Aligned(i, weights, basis)).ToImmutableArray();
        var spend = SpendSplit.From(items);
        var objectives = weights.Active.Select(w => new FundedObjective(
            w.Key, book.ObjectiveName(w.Key), w.Value, spend.ShareOf(w.Key),
            spend.By.GetValueOrDefault(w.Key) > 0)).ToImmutableArray();
        return new(
            spend.Total > 0 ? items.Sum(i => Weighing(i) * i.Score) / spend.Total : null,
            spend.Total > 0 ? Fit(objectives, spend) : null,
            spend.UnalignedShare, weights.Missing, items, objectives,
            [.. AlignmentGaps.Find(weights, initiatives, items, objectives)]);
    }

    /// <summary>One initiative's alignment.</summary>
    public static AlignedInitiative Compute(Book book, Initiative initiative) =>
        Aligned(initiative, StrategicWeights.Compute(book), SpendBasis.Budget);

    /// <summary>
    /// One initiative's alignment score, 0..100, under weights looked up once for many.
    /// </summary>
    internal static decimal ScoreOf(Initiative initiative, StrategicWeights weights) =>
        Compute(initiative, weights).Score;

    /// <summary>One initiative's alignment under weights looked up once for many.</summary>
    internal static AlignedInitiative Compute(Initiative initiative, StrategicWeights weights) =>
        Aligned(initiative, weights, SpendBasis.Budget);

    /// <summary>
    /// Which part of an initiative goes to each objective, <c>f_io = c·q / Σ c·q</c>; all of it to
    /// none when it serves none.
    /// </summary>
    internal static IEnumerable<(Key? Objective, decimal Share)> SharesOf(
        Initiative initiative, StrategicWeights weights)
    {
        var contributions = Aligned(initiative, weights, SpendBasis.Budget).Contributions;
        var sum = contributions.Sum(SpendSplit.Effect);
        return sum == 0 ? [(null, 1)] : contributions.Where(c => SpendSplit.Effect(c) > 0)
            .Select(c => ((Key?)c.Objective, SpendSplit.Effect(c) / sum));
    }

    /// <summary>
    /// The money an initiative weighs with: zero and negative budgets weigh nothing.
    /// </summary>
    internal static decimal Weighing(AlignedInitiative item) => Math.Max(item.Spend ?? 0, 0);

    private static AlignedInitiative Aligned(
        Initiative initiative, StrategicWeights weights, SpendBasis basis)
    {
        // Claims on operational objectives count for their strategic parent: the strongest does.
        var strongest = new SortedList<Key, ContributionPoints>();
        foreach (var (claimed, contribution) in initiative.ContributionsOn(weights.Book.Day))
        {
            if (weights.For(claimed) is not var (objective, weight))
                continue;
            var claim = new ContributionPoints(
                objective, (int)contribution.Strength, contribution.Confidence?.Value, 0);
            var effect = SpendSplit.Effect(claim);
            if (
                !strongest.TryGetValue(objective, out var other)
                || effect > SpendSplit.Effect(other)
            )
                strongest[objective] = claim with { Points = 100 * weight * effect / 9 };
        }
        return new(
            initiative.Key,
            initiative.NameOn(weights.Book.Day),
            strongest.Values.Sum(p => p.Points),
            basis == SpendBasis.Budget
                ? initiative.BudgetOn(weights.Book.Day) : initiative.Spend.On(weights.Book.Day),
            [.. strongest.Values]);
    }

    private static decimal Fit(ImmutableArray<FundedObjective> objectives, SpendSplit spend) =>
        100
        * (
            1
            - (
                objectives.Sum(o => Math.Abs(o.Weight - (o.SpendShare ?? 0)))
                + spend.UnalignedShare!.Value
            ) / 2
        );
}
