using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Views;

/// <summary>The numbers under the five questions to the PMO.</summary>
internal static class ScorecardQuestions
{
    public static IEnumerable<ScorecardNumber> Objectives(Book book, CommunicationCoverage told)
    {
        const string panel = "question-objectives";
        var kept = book.Strategy.On(book.Day)
            .Where(o => o.StatusOn(book.Day) != ObjectiveStatus.Retired).ToImmutableArray();
        yield return ScorecardNumber.Having(panel, "objectives-approved", kept,
            o => o.StatusOn(book.Day) == ObjectiveStatus.Approved, SubjectKind.Objective,
            o => o.Key, "objectives");
        yield return ScorecardNumber.Having(panel, "objectives-acknowledged", told.Objectives,
            o => !o.AcknowledgedBy.IsEmpty, SubjectKind.Objective, o => o.Objective,
            CommunicationCoverage.ViewName);
    }

    public static IEnumerable<ScorecardNumber> Needs(Book book, Listening heard)
    {
        const string panel = "question-needs";
        int voices = 0, named = 0;
        var unnamed = new SortedSet<Key>();
        foreach (var voice in book.Feedback.On(book.Day))
        {
            voices++;
            if (voice.Classification.At(book.Day)?.Value.Need is not null)
                named++;
            else if (voice.Segment is { } segment)
                unnamed.Add(book.Departments.SegmentSuccessorOn(segment, book.Day));
        }
        yield return ScorecardNumber.Share(
            panel, "needs-named", named, voices, FeedbackList.ViewName,
            unnamed.Select(key => new Subject(SubjectKind.CustomerSegment, key)));
        yield return ScorecardObjectives.Linked(panel, heard);
    }

    public static ScorecardNumber Streams(Book book) =>
        ScorecardObjectives.Streams("question-value-streams", "importance-and-resources-stated",
            ValueStreamRanking.Compute(book).Items,
            s => s.Importance is not null && s.Money is not null && s.Fte is not null);

    public static IEnumerable<ScorecardNumber> Teams(
        CommunicationCoverage told, Alignment alignment, SpendSplit spend)
    {
        const string panel = "question-teams";
        yield return ScorecardNumber.Having(panel, "teams-informed", told.Departments,
            d => d.Told && d.Acknowledged, SubjectKind.Department, d => d.Department,
            CommunicationCoverage.ViewName);
        yield return ScorecardObjectives.Fit(panel, alignment, spend);
    }

    public static IEnumerable<ScorecardNumber> Value(
        Book book, ImmutableSortedDictionary<Key, LinkedOutcomes> linked)
    {
        const string panel = "question-value";
        var carriedOut = book.CountedInitiatives([Stage.Active]).ToImmutableArray();
        var pursued = book.Outcomes.PursuedOn(book.Day).ToImmutableArray();
        yield return ScorecardNumber.Having(panel, "initiatives-measured", carriedOut,
            i => linked.GetValueOrDefault(i.Key) is { Measured: > 0 }, SubjectKind.Initiative,
            i => i.Key, OutcomesVersusOutputs.ViewName);
        yield return ScorecardNumber.Having(panel, "outcomes-measured", pursued,
            o => o.LatestOn(book.Day) is not null, SubjectKind.Outcome, o => o.Key,
            OutcomeList.ViewName);
    }
}
