using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Views;

/// <summary>The numbers under the five questions to the PMO.</summary>
internal static class ScorecardQuestions
{
    /// <summary>Who was told something within so many days is informed.</summary>
    public const int InformedWithin = 90;

    public static IEnumerable<ScorecardNumber> Objectives(Book book)
    {
        const string panel = "question-objectives";
        var kept = book.Strategy.On(book.Day)
            .Where(o => o.StatusOn(book.Day) != ObjectiveStatus.Retired).ToImmutableArray();
        var known = CommunicationCoverage.Compute(book).Objectives;
        yield return ScorecardNumber.Share(
            panel,
            "objectives-approved",
            kept.Count(o => o.StatusOn(book.Day) == ObjectiveStatus.Approved),
            kept.Length,
            "objectives"
        );
        yield return ScorecardNumber.Share(
            panel,
            "objectives-acknowledged",
            known.Count(o => !o.AcknowledgedBy.IsEmpty),
            known.Length,
            CommunicationCoverage.ViewName
        );
    }

    public static IEnumerable<ScorecardNumber> Needs(Book book, Listening heard)
    {
        const string panel = "question-needs";
        int voices = 0, named = 0;
        foreach (var voice in book.Feedback.On(book.Day))
        {
            voices++;
            named += voice.Classification.At(book.Day)?.Value.Need is null ? 0 : 1;
        }
        yield return ScorecardNumber.Share(
            panel, "needs-named", named, voices, FeedbackList.ViewName);
        yield return ScorecardNumber.Share(panel, "feedback-linked", heard.Items.Sum(i => i.Linked),
            heard.Received, Listening.ViewName);
    }

    public static ScorecardNumber Streams(Book book)
    {
        var streams = ValueStreamRanking.Compute(book).Items;
        return ScorecardNumber.Share(
            "question-value-streams",
            "importance-and-resources-stated",
            streams.Count(s =>
                s.Importance is not null && s.Money is not null && s.Fte is not null
            ),
            streams.Length,
            ValueStreamRanking.ViewName
        );
    }

    public static IEnumerable<ScorecardNumber> Teams(
        Book book, Alignment alignment, SpendSplit spend)
    {
        const string panel = "question-teams";
        var since = book.Day.AddDays(-InformedWithin);
        var people = StakeholderList.Compute(book).Items;
        yield return ScorecardNumber.Share(panel, "stakeholders-informed",
            people.Count(p => p.LastContactOn >= since), people.Length,
            CommunicationCoverage.ViewName);
        yield return ScorecardObjectives.Fit(panel, alignment, spend);
    }

    public static ScorecardNumber Value(Book book)
    {
        var all = book.Outcomes.PursuedOn(book.Day).ToImmutableArray();
        return ScorecardNumber.Share("question-value", "outcomes-measured",
            all.Count(o => o.LatestOn(book.Day) is not null), all.Length, OutcomeList.ViewName);
    }
}
