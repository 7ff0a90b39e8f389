using System.Globalization;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Views;

/// <summary>Initiatives that came, went or moved on.</summary>
internal static class InitiativeChanges
{
    public static string Told(Book after, ImmutableArray<Posting> found)
    {
        if (found.IsEmpty)
            return "No initiative came, went or moved on.";
        var parts = found
            .GroupBy(e => e.Fact.Topic()!.Value.Step!)
            .Select(group =>
            {
                var names = group
                    .Select(e => after.NameOf(e.Fact.Subjects()[0]))
                    .Distinct(StringComparer.Ordinal)
                    .ToArray();
                return $"{names.Length} {group.Key} "
                    + $"({string.Join(", ", names.Take(CountSentence.Named))}"
                    + (names.Length > CountSentence.Named ? ", …)" : ")");
            });
        return CountSentence.Sentence("Initiatives", parts, found.Length);
    }
}

/// <summary>Budgets that were set, approved or changed, and recorded spend.</summary>
internal static class MoneyChanges
{
    public static string Told(
        Book before, Book after, ImmutableArray<Posting> found, Wording wording)
    {
        // What is killed takes its budget with it, which is no decision about money.
        if (found.IsEmpty && (wording == Wording.Former
            || Budgets(before, wording) == Budgets(after, wording)))
            return "No budget changed and no spend was recorded.";
        return CountSentence.Sentence("Money",
        [
            .. Moved("the portfolio budget", before.Details.BudgetOn(before.Day),
                after.Details.BudgetOn(after.Day), after),
            .. Moved("requested budgets", Requested(before), Requested(after), after),
            .. Moved("approved budgets", Budgets(before, wording), Budgets(after, wording), after),
            .. CountSentence.Counted((
                found.Count(e => e.Fact is BudgetApproved { IsCorrection: true }),
                "budget corrected", "budgets corrected")),
            .. Moved("recorded spend", Spend(before), Spend(after), after),
        ], found.Length);
    }

    private static IEnumerable<string> Moved(string what, decimal? from, decimal? to, Book book) =>
        from == to ? [] : [$"{what} went from {Amount(from, book)} to {Amount(to, book)}"];

    private static string Amount(decimal? amount, Book book) =>
        amount is { } known ? new Money(known, book.Details.Currency).ToString() : "nothing";

    private static decimal? Requested(Book book) =>
        Sums.OfKnown(book.CountedInitiatives().Select(i => i.RequestedOn(book.Day)));

    /// <summary>As the overview sums them; version 1 counted what was killed, too.</summary>
    private static decimal? Budgets(Book book, Wording wording) => Sums.OfKnown(
        (wording == Wording.Former ? book.Initiatives.On(book.Day) : book.CountedInitiatives())
            .Select(i => i.BudgetOn(book.Day)));

    private static decimal? Spend(Book book) =>
        Sums.OfKnown(book.Initiatives.On(book.Day).Select(i => i.Spend.On(book.Day)));
}

/// <summary>What was delivered and achieved, and what customers said.</summary>
internal static class ResultChanges
{
    public static string Told(Book before, Book after, ImmutableArray<Posting> found)
    {
        if (found.IsEmpty)
            return "Nothing was delivered or measured, and no customer was heard.";
        var met = Met(before);
        var reached = Met(after)
            .Where(m => !met.Contains(m))
            .Select(m => after.NameOf(m) + " now meets its target");
        var missed = met.Where(m => !Met(after).Contains(m))
            .Select(m => after.NameOf(m) + " no longer meets its target");
        return CountSentence.Sentence(
            "Results",
            [
                .. CountSentence.Counted(
                    (
                        CountSentence.Count<OutputDelivered>(found),
                        "output delivered",
                        "outputs delivered"
                    ),
                    (
                        CountSentence.Count<OutcomeRevised>(found),
                        "revision of an outcome",
                        "revisions of outcomes"
                    ),
                    (CountSentence.Count<OutcomeMeasured>(found), "measurement", "measurements"),
                    (
                        CountSentence.Count<MeasurementCorrected>(found),
                        "measurement corrected",
                        "measurements corrected"
                    ),
                    (
                        CountSentence.Count<FeedbackReceived>(found),
                        "voice of a customer",
                        "voices of customers"
                    ),
                    (
                        CountSentence.Count<FeedbackAnswered>(found),
                        "answer to a customer",
                        "answers to customers"
                    )
                ),
                .. reached,
                .. missed,
            ],
            found.Length
        );
    }

    private static ImmutableSortedSet<Subject> Met(Book book) =>
        [.. OutcomeList.Compute(book).Items.Where(o => o.Status == OutcomeStatus.Met)
            .Select(o => new Subject(SubjectKind.Outcome, o.Outcome))];
}

/// <summary>What the board decided, and which conditions are open.</summary>
internal static class GovernanceChanges
{
    public static string Told(Book after, ImmutableArray<Posting> found)
    {
        var open = DecisionList.Compute(after).Items.Sum(d => d.OpenConditions);
        var parts = CountSentence.Counted(
            (CountSentence.Count<DecisionTabled>(found), "question tabled", "questions tabled"),
            (CountSentence.Count<DecisionRevised>(found), "question revised", "questions revised"),
            (CountSentence.Count<DecisionTaken>(found), "decision taken", "decisions taken"),
            (
                CountSentence.Count<DecisionSuperseded>(found),
                "decision superseded",
                "decisions superseded"
            ),
            (
                found.Count(e => e.Fact is DecisionReviewed { RationaleBorneOut: BorneOut.No }),
                "rationale not borne out",
                "rationales not borne out"
            ),
            (
                CountSentence.Count<DelegationSet>(found),
                "delegation changed",
                "delegations changed"
            ),
            (
                CountSentence.Count<ScoringModelAdopted>(found),
                "scoring model adopted",
                "scoring models adopted"
            ),
            (
                CountSentence.Count<RankingPublished>(found),
                "ranking published",
                "rankings published"
            ),
            (open, "condition of a decision open", "conditions of decisions open")
        );
        return found.IsEmpty && open == 0
            ? "The board decided nothing."
            : CountSentence.Sentence("Governance", parts, found.Length);
    }
}

/// <summary>How counts become one sentence.</summary>
internal static class CountSentence
{
    /// <summary>So many names are told, then an ellipsis.</summary>
    public const int Named = 3;

    public static int Count<T>(ImmutableArray<Posting> entries)
        where T : IFact => entries.Count(e => e.Fact is T);

    /// <summary>Those that are not zero, in words.</summary>
    public static IEnumerable<string> Counted(
        params IEnumerable<(int Count, string One, string Many)> counts
    ) =>
        counts
            .Where(c => c.Count > 0)
            .Select(c =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{c.Count} {(c.Count == 1 ? c.One : c.Many)}"
                )
            );

    /// <summary>The parts as one sentence; events that none of them tells are counted.</summary>
    public static string Sentence(string topic, IEnumerable<string> parts, int events)
    {
        var text = string.Join("; ", parts);
        return $"{topic}: "
            + (text.Length > 0 ? text : $"{events} other event{(events == 1 ? "" : "s")}")
            + ".";
    }
}
