using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Process;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// Whether the rationales of decisions of the board were borne out, by their last review.
/// </summary>
/// <param name="N">Decisions taken.</param>
/// <param name="Yes">Borne out.</param>
/// <param name="No">Not borne out.</param>
/// <param name="TooEarly">Nobody can say yet.</param>
/// <param name="Unreviewed">Nobody has looked back.</param>
/// <param name="Share">Yes / (yes + no); null before either.</param>
/// <param name="Unknown">Why there is no share.</param>
/// <param name="NotBorneOut">The decisions that were not.</param>
/// <param name="Cases">All decisions taken.</param>
public sealed record RationaleReviews(
    int N, int Yes, int No, int TooEarly, int Unreviewed, decimal? Share, string? Unknown,
    ImmutableArray<Key> NotBorneOut, ImmutableArray<Key> Cases);

/// <summary>How long something took, in days.</summary>
/// <param name="Step"><c>proposed-to-approved</c> or <c>tabled-to-taken</c>.</param>
/// <param name="N">How many.</param>
/// <param name="MedianDays">Null of none.</param>
/// <param name="LongestDays">Null of none.</param>
/// <param name="Unknown">Why there are no days.</param>
/// <param name="Cases">Keys of the initiatives or decisions.</param>
public sealed record DecisionLatency(
    string Step,
    int N,
    decimal? MedianDays,
    int? LongestDays,
    string? Unknown,
    ImmutableArray<Key> Cases
)
{
    internal static DecisionLatency From(string step, IEnumerable<(Key Key, int Days)> cases)
    {
        var all = cases.ToImmutableArray();
        return new(step, all.Length, Sums.Median(all.Select(c => c.Days)),
            all.IsEmpty ? null : all.Max(c => c.Days),
            all.IsEmpty ? "nothing in the span came so far" : null, [.. all.Select(c => c.Key)]);
    }
}

/// <summary>What was undone.</summary>
/// <param name="N">All facts of the decision class in the span.</param>
/// <param name="Reversed">
/// Decisions superseded, initiatives reopened, approved ones deferred, changes of a budget undone,
/// priorities moved back.
/// </param>
/// <param name="Rate">Reversed / N; null without any.</param>
/// <param name="Unknown">Why there is no rate.</param>
/// <param name="Superseded">The decisions of the board that were replaced.</param>
/// <param name="Initiatives">Those about which something was undone, and how often.</param>
public sealed record DecisionReversals(
    int N, int Reversed, decimal? Rate, string? Unknown, ImmutableArray<Key> Superseded,
    ImmutableSortedDictionary<Key, int> Initiatives);

/// <summary>
/// Looking back at what was decided: what was expected then, what was measured later, and which
/// criteria told the one from the other. A pure view of a book: approvals keep in it what was
/// expected, so its cost does not grow with the length of the history.
/// </summary>
/// <param name="From">The first day of decisions looked at; null from the beginning.</param>
/// <param name="To">The last one.</param>
/// <param name="Rationales">Whether they were borne out.</param>
/// <param name="Forecasts">
/// Errors of what was expected, overall, by department and by criterion.
/// </param>
/// <param name="Criteria">Which criteria predicted outcomes.</param>
/// <param name="Reversals">What was undone.</param>
/// <param name="Latencies">How long deciding took.</param>
/// <param name="Items">The approved initiatives looked at, by key.</param>
public sealed record HindsightAnalysis(
    DateOnly? From,
    DateOnly To,
    RationaleReviews Rationales,
    ImmutableArray<ForecastError> Forecasts,
    ImmutableArray<CriterionPrediction> Criteria,
    DecisionReversals Reversals,
    ImmutableArray<DecisionLatency> Latencies,
    ImmutableArray<HindsightCase> Items
) : IView, IListView<HindsightAnalysis, HindsightCase>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "hindsight";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public HindsightAnalysis Page(ImmutableArray<HindsightCase> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>Looks back from a book at decisions of some days, both included.</summary>
    public static HindsightAnalysis Compute(Book book, DateOnly? from = null, DateOnly? to = null)
    {
        var last = to ?? book.Day;
        bool Within(DateOnly day) => day >= (from ?? DateOnly.MinValue) && day <= last;
        var cases = HindsightCase.AllOf(book).Where(c => Within(c.ApprovedOn)).ToImmutableArray();
        var taken = book.Governance.On(book.Day)
            .Select(d => (Decision: d, TakenOn: d.Resolution.At(book.Day)?.EffectiveOn))
            .Where(d => d.TakenOn is { } on && Within(on)).ToImmutableArray();
        return new(from, last, Reviewed(book, [.. taken.Select(t => t.Decision)]),
            ForecastError.AllOf(cases), CriterionPrediction.AllOf(cases),
            Reversed(book, [.. taken.Select(t => t.Decision)], from ?? DateOnly.MinValue, last),
            [
                DecisionLatency.From(
                    "proposed-to-approved",
                    cases.Select(c => (c.Initiative, c.DaysToApprove))
                ),
                DecisionLatency.From(
                    "tabled-to-taken",
                    taken.Select(t =>
                        (t.Decision.Key, t.TakenOn!.Value.DayNumber - t.Decision.From.DayNumber)
                    )
                ),
            ],
            cases
        );
    }

    private static RationaleReviews Reviewed(Book book, ImmutableArray<BoardDecision> taken)
    {
        var said = taken
            .Select(d => d.Review.At(book.Day)?.Value.RationaleBorneOut)
            .ToImmutableArray();
        int yes = said.Count(s => s == BorneOut.Yes),
            no = said.Count(s => s == BorneOut.No);
        return new(
            taken.Length,
            yes,
            no,
            said.Count(s => s == BorneOut.TooEarly),
            said.Count(s => s is null),
            Sums.Share(yes, yes + no),
            yes + no > 0 ? null
                : taken.IsEmpty ? "no decision of the board was taken in the span"
                : "no review says yes or no",
            [
                .. taken
                    .Where(d => d.Review.At(book.Day)?.Value.RationaleBorneOut == BorneOut.No)
                    .Select(d => d.Key),
            ],
            [.. taken.Select(d => d.Key)]
        );
    }

    private static DecisionReversals Reversed(
        Book book, ImmutableArray<BoardDecision> taken, DateOnly from, DateOnly to)
    {
        // What takes effect later has not happened yet.
        var until = to < book.Day ? to : book.Day;
        var tally = book.Process.Between(from, until);
        var initiatives = Ordered.ByKey<int>().ToBuilder();
        foreach (var initiative in book.Initiatives.On(book.Day))
            if (book.Process.ReversalsOf(initiative.Key, from, until) is > 0 and var times)
                initiatives[initiative.Key] = times;
        return new(tally.Decisions, tally.Reversals, Sums.Share(tally.Reversals, tally.Decisions),
            tally.Decisions > 0 ? null : "nothing was decided in the span",
            [
                .. taken
                    .Where(d => d.StatusOn(book.Day) == DecisionStatus.Superseded)
                    .Select(d => d.Key),
            ],
            initiatives.ToImmutable()
        );
    }
}
