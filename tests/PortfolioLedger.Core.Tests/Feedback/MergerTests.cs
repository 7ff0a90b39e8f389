using PortfolioLedger.Core.Feedback;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Feedback;

/// <summary>Voices that say the same, and links that are taken back.</summary>
public sealed class MergerTests
{
    private static readonly Key Fb11 = Key.Parse("fb-11");
    private static readonly Subject AboutVoice = new(SubjectKind.Feedback, Fb12);

    private static readonly Journal Two =
        Given.AnInitiative().With(Complaint, Complaint with { Key = Fb11 });

    [Fact]
    public void A_voice_is_merged_into_another_and_the_event_is_about_both()
    {
        var fact = new FeedbackMerged(Fb12, Fb11);

        Two.When(new MergeFeedback(Fb12, Fb11)).Then(fact);
        Assert.Equal([AboutVoice, new Subject(SubjectKind.Feedback, Fb11)], fact.Subjects());
    }

    [Fact]
    public void A_merged_voice_takes_nothing_more()
    {
        var merged = Two.With(new MergeFeedback(Fb12, Fb11));

        foreach (
            var command in new ICommand[]
            {
                new MergeFeedback(Fb12, Fb11),
                new ClassifyFeedback(Fb12, "quality"),
                new LinkFeedback(Fb12, Croton, 1),
                new AnswerFeedback(Fb12),
                new MergeFeedback(Fb11, Fb12),
            }
        )
            merged.When(command).ThenRefused("already-merged", AboutVoice);
        Assert.Null(merged.When(new AnswerFeedback(Fb11)).Refusal);
    }

    [Fact]
    public void A_wrong_link_of_a_merged_voice_is_still_taken_back() =>
        Two.With(new LinkFeedback(Fb12, Croton, 2), new MergeFeedback(Fb12, Fb11))
            .When(new UnlinkFeedback(Fb12, Croton)).Then(new FeedbackUnlinked(Fb12, Croton));

    [Fact]
    public void Both_voices_must_be_known_and_two()
    {
        Two.When(new MergeFeedback(Nobody, Fb11)).ThenRefused("unknown-feedback");
        Two.When(new MergeFeedback(Fb11, Nobody)).ThenRefused("unknown-feedback");
        Faulty.At(new MergeFeedback(Fb11, Fb11), "/into");
    }

    [Fact]
    public void A_link_is_taken_back()
    {
        var linked = Two.With(new LinkFeedback(Fb12, Croton, 2));
        var unlinked = linked.When(new UnlinkFeedback(Fb12, Croton))
            .Then(new FeedbackUnlinked(Fb12, Croton)).Recorded();

        Assert.Equal(2, linked.Book.Feedback.Find(Fb12)!.ImportanceFor(Croton, linked.Today));
        Assert.Null(unlinked.Book.Feedback.Find(Fb12)!.ImportanceFor(Croton, unlinked.Today));
        Assert.Empty(unlinked.Book.Feedback.Find(Fb12)!.LinksOn(unlinked.Today));
        unlinked.When(new UnlinkFeedback(Fb12, Croton)).ThenRefused("unknown-link", AboutVoice);
    }

    [Fact]
    public void Only_a_link_that_was_made_is_taken_back() =>
        Two.When(new UnlinkFeedback(Fb12, Croton)).ThenRefused("unknown-link", AboutVoice);
}
