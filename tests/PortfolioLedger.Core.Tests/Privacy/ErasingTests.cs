using System.Text;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Privacy;
using PortfolioLedger.Core.Stakeholders;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Privacy;

/// <summary>Whether words of persons are erased is decided on what is kept of them.</summary>
public sealed class ErasingTests
{
    private const string Asked = "The customer asked for it in writing";

    private static readonly Subject AboutFb12 = new(SubjectKind.Feedback, Fb12);
    private static readonly SealedText Reply = SealedText.Seal("It is clear again.", Salt);

    private static Journal Answered => Given.AnInitiative()
        .With(Complaint, new AnswerFeedback(Fb12, Reply)).On("2026-03-01");

    private static KeptText Said => new(
        Answered.Entries[^2].Position, Complaint.Text.Commitment, "The water was brown.");

    private static KeptText Replied => new(
        Answered.Entries[^1].Position, Reply.Commitment, "It is clear again.");

    private static ErasePersonalTexts Erase => new(AboutFb12, Asked) { Kept = [Said, Replied] };

    [Fact]
    public void All_words_of_a_thing_are_erased_and_the_event_names_their_commitments()
    {
        var erased = Answered.When(Erase)
            .Then(new PersonalTextsErased(
                AboutFb12, [Complaint.Text.Commitment, Reply.Commitment], Asked))
            .ThenEffectiveOn("2026-03-01").Recorded();
        var fact = erased.Entries[^1].Fact;

        Assert.Equal($"Erased 2 texts of the feedback fb-12: {Asked}", fact.Sentence(erased.Book));
        Assert.Empty(fact.PersonalTexts());
        Assert.DoesNotContain(
            "brown", Encoding.UTF8.GetString(Catalogue.Write(fact)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_text_is_erased_by_the_position_that_recorded_it() =>
        Answered.When(Erase with { Positions = [Replied.Position] })
            .Then(new PersonalTextsErased(AboutFb12, [Reply.Commitment], Asked));

    [Fact]
    public void What_was_erased_before_is_not_erased_again()
    {
        var gone = Said with { Words = null, ErasedOn = Day("2026-02-01"), ErasedBy = 40 };

        Answered.When(Erase with { Kept = [gone, Replied] })
            .Then(new PersonalTextsErased(AboutFb12, [Reply.Commitment], Asked));
        var refusal = Answered.When(Erase with { Kept = [gone] })
            .ThenRefused("nothing-to-erase", AboutFb12);
        Assert.Contains("on 2026-02-01 at position 40", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_no_words_has_nothing_to_erase()
    {
        var unnamed = Given.AnInitiative().With(
            new RegisterStakeholder(Key.Parse("sh-1"), null, StakeholderGroup.Board));
        var subject = new Subject(SubjectKind.Stakeholder, Key.Parse("sh-1"));

        unnamed.When(new ErasePersonalTexts(subject, Asked))
            .ThenRefused("nothing-to-erase", subject);
    }

    [Fact]
    public void What_is_not_in_the_ledger_is_refused() =>
        Given.AnInitiative().When(new ErasePersonalTexts(AboutFb12, Asked))
            .ThenRefused("unknown-feedback", AboutFb12);

    [Fact]
    public void Words_whose_import_was_reversed_are_erased_all_the_same() =>
        Given.AnInitiative().When(Erase).Then(new PersonalTextsErased(
            AboutFb12, [Complaint.Text.Commitment, Reply.Commitment], Asked));

    [Fact]
    public void A_position_without_words_is_refused_and_those_with_words_are_named()
    {
        var refusal = Answered.When(Erase with { Positions = [1] })
            .ThenRefused("no-personal-text", AboutFb12);

        Assert.EndsWith($"name {Said.Position} or {Replied.Position}.", refusal.Detail,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("She said \"the water  was BROWN.\" and regrets it")]
    [InlineData("The water was brown.")]
    public void A_reason_that_repeats_the_words_would_keep_them(string reason)
    {
        var refusal = Answered.When(Erase with { Reason = reason })
            .ThenRefused("reason-repeats-words", AboutFb12);

        Assert.DoesNotContain("brown", refusal.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("The person asked: the water was brownish, they said")]
    [InlineData("Then the water was browner; asked in writing")]
    public void Words_that_are_a_part_of_others_are_not_repeated(string reason) =>
        Answered.When(Erase with { Reason = reason }).Then(new PersonalTextsErased(
            AboutFb12, [Complaint.Text.Commitment, Reply.Commitment], reason));

    [Fact]
    public void Words_are_erased_from_a_portfolio_that_is_archived_too()
    {
        var archived = Answered.With(new ArchivePortfolio(Why));

        archived.When(new AnswerFeedback(Fb12)).ThenRefused("portfolio-archived");
        archived.When(Erase).Then(new PersonalTextsErased(
            AboutFb12, [Complaint.Text.Commitment, Reply.Commitment], Asked));
    }

    [Fact]
    public void An_erasure_changes_nothing_of_the_book_but_where_it_stands()
    {
        var (before, after) = (Answered.Book, Answered.With(Erase).Book);

        Assert.Equal(
            BookDigest.Compute(before.On(after.Day) with
            {
                Position = after.Position, RecordedAt = after.RecordedAt, KnownAt = after.KnownAt,
            }),
            BookDigest.Compute(after));
        Assert.Equal(before.Things[AboutFb12], after.Things[AboutFb12]);
    }

    [Theory]
    [InlineData("initiative/croton", Asked, "/subject")]
    [InlineData("feedback/fb-12", "because", "/reason")]
    [InlineData("feedback/fb-12", "   ", "/reason")]
    public void A_field_that_is_not_right_is_named(string subject, string reason, string pointer)
    {
        Assert.True(Subject.TryParse(subject, out var about));

        Assert.Equal([pointer], new ErasePersonalTexts(about, reason).Faults()
            .Select(f => f.Pointer));
    }

    [Fact]
    public void Positions_are_named_once_each_or_not_at_all()
    {
        Assert.Equal(["/positions"],
            (Erase with { Positions = [] }).Faults().Select(f => f.Pointer));
        Assert.Equal(["/positions/1"],
            (Erase with { Positions = [7, 7] }).Faults().Select(f => f.Pointer));
        Assert.Empty((Erase with { Positions = [7, 8] }).Faults());
    }
}
