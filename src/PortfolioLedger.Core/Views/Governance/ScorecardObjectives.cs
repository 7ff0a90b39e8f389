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
        yield return ScorecardNumber.Share(panel, "importance-assessed",
            streams.Count(s => s.Importance is not null), streams.Length, panel);
        yield return ScorecardNumber.Share(panel, "resources-stated",
            streams.Count(s => s.Money is not null && s.Fte is not null), streams.Length, panel);
        yield return ScorecardNumber.Share(panel, "priority-known",
            streams.Count(s => s.Priority is not null), streams.Length, panel);
    }

    public static IEnumerable<ScorecardNumber> Strategy(Alignment alignment, SpendSplit spend)
    {
        const string panel = "strategy";
        var view = Alignment.ViewName;
        yield return ScorecardNumber.Points(panel, "alignment",
            alignment.Items.Sum(i => Alignment.Weighing(i) * i.Score) / 100, spend.Total, view);
        yield return Fit(panel, alignment, spend);
        yield return ScorecardNumber.Share(
            panel, "money-with-objective", spend.Total - spend.Unaligned, spend.Total, view);
        yield return ScorecardNumber.Share(panel, "objectives-funded",
            alignment.Objectives.Count(o => o.Funded), alignment.Objectives.Length, view);
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
        yield return ScorecardNumber.Share(
            panel,
            "feedback-linked",
            heard.Items.Sum(i => i.Linked),
            heard.Received,
            view
        );
        yield return ScorecardNumber.Share(
            panel,
            "feedback-answered",
            heard.Items.Sum(i => i.Answered),
            heard.Received,
            view
        );
        yield return ScorecardNumber.Share(
            panel,
            "segments-served",
            heard.Items.Count(i => i.Segment is not null && i.Served),
            heard.Items.Count(i => i.Segment is not null), view);
        yield return ScorecardNumber.Share(panel, "decisions-citing-feedback",
            heard.DecisionsCitingFeedback, heard.Decisions, view);
    }

    public static IEnumerable<ScorecardNumber> Departments(Book book)
    {
        const string panel = "silos";
        var view = Silos.ViewName;
        var work = CrossDepartmentWork.Compute(book);
        yield return ScorecardNumber.Share(panel, "cross-department-initiatives",
            work.Crossing, work.Initiatives, view);
        yield return ScorecardNumber.Share(panel, "cross-department-money",
            work.CrossingMoney, work.Money, view);
    }

    public static IEnumerable<ScorecardNumber> Outcomes(Book book)
    {
        const string panel = "outcomes";
        var (outputs, linked) = (
            OutputCounts.ByInitiative(book),
            LinkedOutcomes.ByInitiative(book)
        );
        var delivered = book
            .Initiatives.On(book.Day)
            .Where(i =>
                OutputCounts.From(outputs.GetValueOrDefault(i.Key, []), book.Day).Delivered > 0
            )
            .ToImmutableArray();
        var due = Benefits.LinesOf(book).Where(l => l.Due).ToImmutableArray();
        yield return TargetsMet(book);
        yield return ScorecardNumber.Share(panel, "delivered-with-outcome",
            delivered.Count(i => linked.ContainsKey(i.Key)), delivered.Length,
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
        return ScorecardNumber.Share(
            "outcomes",
            "targets-met",
            outcomes.Count(o => o.Status == OutcomeStatus.Met),
            outcomes.Count(o => o.Target is not null),
            OutcomeList.ViewName
        );
    }
}
