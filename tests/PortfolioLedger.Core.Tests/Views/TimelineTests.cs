using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// Each line of the audit history says what, who, when known, when effective, why.
/// </summary>
public sealed class TimelineTests
{
    private static readonly EvidenceReference Cited = new(EvidenceKind.Feedback, "fb-12");

    private static Journal Story => Given.AnInitiative().With(Complaint).On("2026-03-10")
        .With(new ShiftPriority(Croton, 1, Why with
        {
            EffectiveOn = Day("2026-03-01"), Evidence = [Cited],
        }));

    private static TimelineItem Last(TimelineFilter? filter = null) =>
        Timeline.Compute(Story.Book, Story.Postings, filter ?? new()).Items[0];

    [Fact]
    public void A_line_is_a_sentence_with_who_when_why_and_on_what_evidence()
    {
        var (line, entry) = (Last(), Story.Entries[^1]);

        Assert.Equal((entry.Position, "priority-shifted", "initiative/croton"),
            (line.Position, line.Type, line.Subject.ToString()));
        Assert.Equal(entry.Fact.Sentence(Story.Book), line.Sentence);
        Assert.Equal((entry.Actor.Id, entry.Actor.Role, entry.Actor.Department),
            (line.Actor, line.Role, line.Department));
        Assert.Equal((entry.KnownAt, entry.RecordedAt, Day("2026-03-01")),
            (line.KnownAt, line.RecordedAt, line.EffectiveOn));
        Assert.Equal((Why.Rationale, Cited, false),
            (line.Rationale, Assert.Single(line.Evidence), line.Claimed));
    }

    [Fact]
    public void What_is_no_decision_has_no_rationale_and_is_left_out_of_decisions()
    {
        var voice = Timeline.Compute(Story.Book, Story.Postings, new()).Items[1];

        Assert.Equal(("feedback-received", null, 0),
            (voice.Type, voice.Rationale, voice.Evidence.Length));
        Assert.All(Timeline.Compute(Story.Book, Story.Postings, new(DecisionsOnly: true)).Items,
            line => Assert.NotNull(line.Rationale));
    }

    [Fact]
    public void The_newest_line_is_the_first_and_a_filter_names_type_or_subject()
    {
        var all = Timeline.Compute(Story.Book, Story.Postings, new()).Items;

        Assert.Equal(all.Select(l => l.Position).OrderDescending(), all.Select(l => l.Position));
        Assert.Equal("priority-shifted", Last(new(About: [About(Croton)])).Type);
        Assert.Equal("feedback-received", Last(new(Type: "feedback-received")).Type);
        Assert.Empty(Timeline.Compute(Story.Book, Story.Postings, new(Actor: "nobody")).Items);
    }
}
