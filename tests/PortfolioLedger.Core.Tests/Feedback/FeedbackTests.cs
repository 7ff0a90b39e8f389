using PortfolioLedger.Core.Feedback;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Feedback;

public sealed class FeedbackTests
{
    private static readonly Subject AboutVoice = new(SubjectKind.Feedback, Fb12);

    private static Journal Heard => Given.AnInitiative().With(Complaint);

    [Fact]
    public void A_voice_is_received_with_its_words_sealed() =>
        Given.AStrategy()
            .When(Complaint with { OnBehalfOf = "c-4711", Score = new(2, "1-5") })
            .Then(new FeedbackReceived(Fb12, Households, "survey",
                new SealedText(Complaint.Text.Commitment), "c-4711", new(2, "1-5")));

    [Fact]
    public void Its_key_must_be_free() =>
        Heard.When(Complaint).ThenRefused("already-exists", AboutVoice);

    [Fact]
    public void Its_segment_must_be_known() =>
        Given.APortfolio().When(Complaint).ThenRefused(
            "unknown-segment", new Subject(SubjectKind.CustomerSegment, Households));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_mark_lies_on_its_scale(int mark) =>
        Given.AStrategy().When(Complaint with { Score = new(mark, "1-5") })
            .ThenRefused("score-out-of-scale", AboutVoice);

    [Theory]
    [InlineData("5")]
    [InlineData("5-1")]
    [InlineData("3-3")]
    [InlineData("one-five")]
    public void A_scale_has_a_least_and_a_greatest_mark(string scale) =>
        Faulty.At(Complaint with { Score = new(3, scale) }, "/score/scale");

    [Fact]
    public void Its_texts_say_something()
    {
        var blank = SealedText.Seal(" ", Salt);

        Faulty.At(Complaint with { Text = blank, Channel = "", OnBehalfOf = " " },
            "/text", "/channel", "/onBehalfOf");
        Faulty.At(Complaint with { Score = new(0, "0-10") });
    }

    [Fact]
    public void Nobody_can_have_said_it_on_a_day_to_come()
    {
        var strategy = Given.AStrategy();
        strategy.When(Complaint with { EffectiveOn = strategy.Today.AddDays(1) })
            .ThenRefused("future-feedback", AboutVoice);
        Assert.Null(strategy.When(Complaint with { EffectiveOn = strategy.Today }).Refusal);
    }

    [Fact]
    public void It_is_classified() =>
        Heard.When(new ClassifyFeedback(Fb12, "quality", "clear water", "fewer complaints"))
            .Then(new FeedbackClassified(Fb12, "quality", "clear water", "fewer complaints"));

    [Fact]
    public void A_classification_says_something() =>
        Faulty.At(new ClassifyFeedback(Fb12, "", " ", ""), "/theme", "/need", "/expectedOutcome");

    [Fact]
    public void It_is_linked_to_the_initiative_that_serves_it() =>
        Heard.When(new LinkFeedback(Fb12, Croton, 3)).Then(new FeedbackLinked(Fb12, Croton, 3));

    [Fact]
    public void Importance_goes_from_0_to_3()
    {
        Faulty.At(new LinkFeedback(Fb12, Croton, -1), "/importance");
        Faulty.At(new LinkFeedback(Fb12, Croton, 4), "/importance");
        Faulty.At(new LinkFeedback(Fb12, Croton, 0));
    }

    [Fact]
    public void The_initiative_it_is_linked_to_must_be_known() =>
        Heard.When(new LinkFeedback(Fb12, Nobody, 1))
            .ThenRefused("unknown-initiative", About(Nobody));

    [Fact]
    public void It_is_answered_with_or_without_words()
    {
        var answer = SealedText.Seal("We flushed the main.", Salt);

        Heard.When(new AnswerFeedback(Fb12)).Then(new FeedbackAnswered(Fb12, null));
        Heard.When(new AnswerFeedback(Fb12, answer))
            .Then(new FeedbackAnswered(Fb12, new SealedText(answer.Commitment)));
    }

    [Fact]
    public void An_answer_with_words_says_something() =>
        Faulty.At(new AnswerFeedback(Fb12, SealedText.Seal("", Salt)), "/text");

    [Fact]
    public void Words_travel_beside_the_journal()
    {
        var received = (FeedbackReceived)Given.AStrategy().When(Complaint).Entries[0].Fact;
        var answer = SealedText.Seal("We flushed the main.", Salt);

        Assert.Equal("The water was brown.",
            Assert.Single(((IFact)received).PersonalTexts()).Opening?.Text);
        Assert.Equal([answer], ((IFact)new FeedbackAnswered(Fb12, answer)).PersonalTexts());
        Assert.Empty(((IFact)new FeedbackAnswered(Fb12, null)).PersonalTexts());
    }

    [Fact]
    public void An_unknown_voice_is_not_handled()
    {
        var journal = Given.AnInitiative();

        journal.When(new ClassifyFeedback(Fb12, "quality"))
            .ThenRefused("unknown-feedback", AboutVoice);
        journal.When(new LinkFeedback(Fb12, Croton, 1)).ThenRefused("unknown-feedback", AboutVoice);
        journal.When(new AnswerFeedback(Fb12)).ThenRefused("unknown-feedback", AboutVoice);
    }
}
