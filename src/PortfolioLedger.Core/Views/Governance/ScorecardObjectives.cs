using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;

namespace PortfolioLedger.Core.Views;

/// <summary>The numbers under the five objectives of the PMO.</summary>
internal static class ScorecardObjectives
{
    public static IEnumerable<ScorecardNumber> ValueStreams(Book book)
    {
        const string panel = "value-streams";
        var streams = ValueStreamRanking.Compute(book).Items;
        yield return Streams(panel, "importance-assessed", streams, s => s.Importance is not null);
        yield return Streams(
            panel, "resources-stated", streams, s => s.Money is not null && s.Fte is not null);
        yield return Streams(panel, "priority-known", streams, s => s.Priority is not null);
    }

    /// <summary>The value streams of which something is known.</summary>
    internal static ScorecardNumber Streams(
        string panel, string metric, ImmutableArray<RankedValueStream> streams,
        Func<RankedValueStream, bool> known) =>
        ScorecardNumber.Having(panel, metric, streams, known, SubjectKind.ValueStream,
            s => s.ValueStream, ValueStreamRanking.ViewName);

    public static IEnumerable<ScorecardNumber> Strategy(Alignment alignment, SpendSplit spend)
    {
        const string panel = "strategy";
        var view = Alignment.ViewName;
        yield return ScorecardNumber.Points(panel, "alignment",
            alignment.Items.Sum(i => Alignment.Weighing(i) * i.Score) / 100, spend.Total, view);
        yield return Fit(panel, alignment, spend);
        yield return ScorecardNumber.Share(
            panel, "money-with-objective", spend.Total - spend.Unaligned, spend.Total, view,
            alignment.Items
                .Where(i => Alignment.Weighing(i) > 0
                    && i.Contributions.Sum(SpendSplit.Effect) == 0)
                .Select(i => new Subject(SubjectKind.Initiative, i.Initiative)));
        yield return ScorecardNumber.Having(panel, "objectives-funded", alignment.Objectives,
            o => o.Funded, SubjectKind.Objective, o => o.Objective, view);
    }

    /// <summary>The money that lies where the weights want it, of all money.</summary>
    internal static ScorecardNumber Fit(string panel, Alignment alignment, SpendSplit spend)
    {
        var away = alignment.Objectives.Sum(o =>
            Math.Abs((o.Weight * spend.Total) - spend.By.GetValueOrDefault(o.Objective)));
        return ScorecardNumber.Points(panel, "strategic-fit",
            spend.Total - ((away + spend.Unaligned) / 2), spend.Total, Alignment.ViewName);
    }

    public static IEnumerable<ScorecardNumber> Customers(Listening heard)
    {
        const string panel = "customers";
        var view = Listening.ViewName;
        var segments = heard.Items.Where(i => i.Segment is not null).ToImmutableArray();
        yield return Linked(panel, heard);
        yield return ScorecardNumber.Share(panel, "feedback-answered",
            heard.Items.Sum(i => i.Answered), heard.Received, view,
            SegmentsOf(heard, i => i.Answered < i.Received));
        yield return ScorecardNumber.Having(panel, "segments-served", segments, i => i.Served,
            SubjectKind.CustomerSegment, i => i.Segment!.Value, view);
        yield return ScorecardNumber.Share(panel, "decisions-citing-feedback",
            heard.DecisionsCitingFeedback, heard.Decisions, view);
    }

    /// <summary>The feedback that leads to an initiative.</summary>
    internal static ScorecardNumber Linked(string panel, Listening heard) =>
        ScorecardNumber.Share(panel, "feedback-linked", heard.Items.Sum(i => i.Linked),
            heard.Received, Listening.ViewName, SegmentsOf(heard, i => i.Linked < i.Received));

    private static IEnumerable<Subject> SegmentsOf(
        Listening heard, Func<ListeningItem, bool> open) =>
        heard.Items.Where(open).Select(i => i.Segment).OfType<Key>()
            .Select(key => new Subject(SubjectKind.CustomerSegment, key));

    public static IEnumerable<ScorecardNumber> Departments(Book book)
    {
        const string panel = "silos";
        var view = Silos.ViewName;
        var work = CrossDepartmentWork.Compute(book);
        var initiatives = book.CountedInitiatives().ToImmutableArray();
        yield return ScorecardNumber.Having(panel, "cross-department-initiatives", initiatives,
            i => CrossDepartmentWork.Crosses(book, i), SubjectKind.Initiative, i => i.Key, view);
        yield return ScorecardNumber.Share(panel, "cross-department-money",
            work.CrossingMoney, work.Money, view,
            initiatives.Where(i => !CrossDepartmentWork.Crosses(book, i)
                    && CrossDepartmentWork.Budget(book, i) > 0)
                .Select(i => new Subject(SubjectKind.Initiative, i.Key)));
    }

    public static IEnumerable<ScorecardNumber> Outcomes(
        Book book, ImmutableSortedDictionary<Key, LinkedOutcomes> linked)
    {
        const string panel = "outcomes";
        var outputs = OutputCounts.ByInitiative(book);
        var delivered = book
            .Initiatives.On(book.Day)
            .Where(i =>
                OutputCounts.From(outputs.GetValueOrDefault(i.Key, []), book.Day).Delivered > 0
            )
            .ToImmutableArray();
        var due = Benefits.LinesOf(book).Where(l => l.Due).ToImmutableArray();
        yield return TargetsMet(book);
        yield return ScorecardNumber.Having(panel, "delivered-with-outcome", delivered,
            i => linked.ContainsKey(i.Key), SubjectKind.Initiative, i => i.Key,
            OutcomesVersusOutputs.ViewName);
        yield return ScorecardNumber.Share(panel, "benefits-realised-to-date",
            Sums.OfKnown(due.Select(l => l.Realised)), Sums.OfKnown(due.Select(l => l.Planned)),
            Benefits.ViewName);
    }

    /// <summary>The outcomes that reached their targets, of those that have one.</summary>
    internal static ScorecardNumber TargetsMet(Book book)
    {
        var outcomes = book.Outcomes.PursuedOn(book.Day).Select(o => OutcomeItem.From(o, book.Day))
            .ToImmutableArray();
        var wanted = outcomes.Where(o => o.Target is not null).ToImmutableArray();
        return ScorecardNumber.Having("outcomes", "targets-met", wanted,
            o => o.Status == OutcomeStatus.Met, SubjectKind.Outcome, o => o.Outcome,
            OutcomeList.ViewName);
    }
}
