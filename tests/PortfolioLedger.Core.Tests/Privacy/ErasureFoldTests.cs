using System.Text.Json;
using CsCheck;
using PortfolioLedger.Core.Privacy;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Scenarios;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Privacy;

/// <summary>No digest changes when words are erased, whatever was recorded.</summary>
public sealed class ErasureFoldTests
{
    private static readonly Gen<Subject> Anybody = Gen.OneOf(
        "feedback/fb-12", "feedback/f1", "stakeholder/sh", "feedback/nobody")
        .Select(text => Subject.TryParse(text, out var subject) ? subject : default);

    [Fact]
    public void A_book_with_erasures_in_its_journal_is_the_book_without_them() => Gen.Select(
        Histories.Any, Gen.Int[1, 5].Array[1, 8], Anybody).Sample((history, gaps, whose) =>
    {
        // Erasures in the places of some events: without them there only time passes.
        var (at, places) = (0, new SortedSet<int>());
        foreach (var gap in gaps)
            places.Add((at += gap) % history.Length);
        var (with, without) = (Book.Empty(Capital), Book.Empty(Capital));
        foreach (var (i, entry) in history.Index())
        {
            with = with.Post(!places.Contains(i) ? entry : entry with
            {
                Fact = new PersonalTextsErased(whose, ["c2VhbGVk"], "Asked for in writing"),
            });
            without = places.Contains(i) ? without.Skip(entry.Posting) : without.Post(entry);
            Assert.Equal(BookDigest.Compute(without), BookDigest.Compute(with));
        }
    }, iter: 200);

    [Fact]
    public void What_is_hashed_has_no_word_of_an_erasure_and_what_is_shown_differs_in_it_alone() =>
        DecidedHistories.Any.Sample(journal =>
        {
            var view = FeedbackList.Compute(journal.Book);
            Assert.DoesNotContain("rasedOn", JsonSerializer.Serialize(view, ViewJson.Options),
                StringComparison.Ordinal);
            foreach (var item in view.Items)
            {
                var erased = (FeedbackItem)item.Opened(_ => new(null, Day("2026-11-29")));

                Assert.Equal((null, Day("2026-11-29")), (erased.Text, erased.TextErasedOn));
                Assert.Equal(item, erased with
                {
                    Text = item.Text, TextErasedOn = null,
                    AnswerText = item.AnswerText, AnswerTextErasedOn = null,
                });
            }
        }, iter: 100);
}
