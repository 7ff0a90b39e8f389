using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>Which later events fall when some are left out, and which stand.</summary>
public sealed class NotApplicablePropertyTests
{
    private static readonly Gen<double[]> Some = Gen.Double[0, 1].Array[1, 3];

    [Fact]
    public void Every_refusal_comes_again_when_the_command_is_decided_on_the_book_as_it_would_be() =>
        Gen.Select(DecidedHistories.Any, Some)
            .Sample(
                (journal, which) =>
                {
                    foreach (var step in Steps(journal.Entries, Chosen(journal.Entries, which)))
                        if (step.NotApplicable is { } falls)
                            Assert.True(
                                IsMissing(step)
                                    || CitesLeftOut(step, falls)
                                    || (
                                        step.CodeOn(step.Book) == falls.Code
                                        && step.CodeOn(step.Actual) is null
                                    ),
                                $"{falls} but {step.CodeOn(step.Book)} and in fact "
                                    + $"{step.CodeOn(step.Actual)}"
                            );
                },
                iter: 500
            );

    [Fact]
    public void What_stands_would_be_decided_again() =>
        Gen.Select(DecidedHistories.Any, Some)
            .Sample(
                (journal, which) =>
                {
                    foreach (var step in Steps(journal.Entries, Chosen(journal.Entries, which)))
                        if (step.NotApplicable is null && !step.IsLeftOut)
                            Assert.True(
                                step.CodeOn(step.Book) is not { } code
                                    || step.CodeOn(step.Actual) is not null,
                                $"{step.Entry.Fact} stands but {step.CodeOn(step.Book)}"
                            );
                },
                iter: 500
            );

    [Fact]
    public void Facts_that_no_command_decided_stand_as_long_as_what_they_name_exists() =>
        Gen.Select(Histories.Any, Some)
            .Sample(
                (entries, which) =>
                {
                    foreach (var step in Steps(entries, Chosen(entries, which)))
                        if (step.NotApplicable is { } falls)
                            Assert.True(
                                IsMissing(step)
                                    || (
                                        step.CodeOn(step.Book) == falls.Code
                                        && step.CodeOn(step.Actual) is null
                                    ),
                                $"{falls}"
                            );
                },
                iter: 300
            );

    [Fact]
    public void Leaving_out_events_of_one_initiative_changes_no_other_that_shares_nothing_with_it() =>
        Gen.Select(DecidedHistories.Apart, Gen.OneOf("a", "b", "c"), Some)
            .Sample(
                (journal, name, which) =>
                {
                    var key = Key.Parse(name);
                    var own = journal
                        .Entries.Where(e => e.Fact is IInitiativeFact f && f.Initiative == key)
                        .ToArray();
                    var (book, notApplicable) = Replays.Without(
                        journal.Entries,
                        Chosen(own, which)
                    );

            Assert.All(notApplicable, n => Assert.Equal(
                key, ((IInitiativeFact)journal.Entries[(int)n.Position - 1].Fact).Initiative));
            foreach (var other in DecidedHistories.Initiatives.Where(i => i != key))
                Assert.Equal(Scores(journal.Book, other), Scores(book, other));
        }, iter: 500);

    [Fact]
    public void Without_its_last_event_it_is_the_book_before_on_a_later_day() =>
        DecidedHistories.Any.Sample(journal =>
        {
            var last = journal.Entries[^1];
            var before = Book.Empty(Sample.Capital).Post(journal.Entries[..^1]);

            var (book, notApplicable) = Replays.Without(journal.Entries, last.Position);

            Assert.Empty(notApplicable);
            Assert.Equal(BookDigest.Compute(before.Skip(last.Posting)), BookDigest.Compute(book));
        }, iter: 200);

    [Fact]
    public void Without_nothing_a_decided_history_is_itself() =>
        DecidedHistories.Any.Sample(
            journal =>
            {
                var (book, notApplicable) = Replays.Without(journal.Entries);
                Assert.Empty(notApplicable);
                Assert.Equal(BookDigest.Compute(journal.Book), BookDigest.Compute(book));
            },
            iter: 100
        );

    private static ImmutableArray<long> Chosen(IReadOnlyList<Entry> entries, double[] which) =>
        [
            .. which
                .Select(w => entries[(int)(w * (entries.Count - 1))].Position)
                .Where(p => p > 1)
                .Distinct(),
        ];

    private static string Scores(Book book, Key initiative)
    {
        var item = Ranking.Compute(book).Items.SingleOrDefault(i => i.Initiative == initiative);
        return $"{item?.Score} {(item is null ? "" : string.Join(',', item.Criteria))} "
            + book.Initiatives.Find(initiative)!.StageOn(book.Day);
    }

    private static bool IsMissing(Step step) =>
        step.Entry.Fact.Subjects()
            .Any(s =>
                !step.Book.Has(s)
                && step.Actual.Has(s)
                && step.NotApplicable!.Code == Refusal.UnknownCode(s.Kind)
            )
        && (
            step.Entry.Fact.Reconstruct(step.Entry.EffectiveOn) is null
            || step.CodeOn(step.Book) is not null
        );

    private static bool CitesLeftOut(Step step, NotApplicable falls) =>
        falls.Code == "unknown-evidence"
        && step.Entry.Fact is IGrounded { Grounds.Evidence: { } cited }
        && cited.Any(e => e.Position is not null);

    /// <summary>One event of a replay, with both books before it.</summary>
    private sealed record Step(
        Entry Entry,
        Book Actual,
        Book Book,
        NotApplicable? NotApplicable,
        bool IsLeftOut
    )
    {
        /// <summary>
        /// Why the command behind the event would be refused on a book; null when it would not.
        /// </summary>
        public string? CodeOn(Book book)
        {
            if (Entry.Fact.Reconstruct(Entry.EffectiveOn) is not { } command)
                return null;
            var then = book.Skip(Entry.Posting);
            var decided = (then with { Position = book.Position }).Decide(
                command,
                new Caller(Entry.Actor, Claims: Entry.ReportedAt is not null)
            );
            return decided.Refusal?.Code
                ?? (
                    VersionOf(decided.Facts[0].Fact) == VersionOf(Entry.Fact)
                        ? null
                        : "model-not-released"
                );
        }

        private static int? VersionOf(IFact fact) => (fact as ScoringModelReleased)?.Version
            ?? (fact as ScoringModelAdopted)?.Version;
    }

    private static IEnumerable<Step> Steps(
        IReadOnlyList<Entry> entries,
        ImmutableArray<long> without
    )
    {
        var replay = new CounterfactualReplay([.. without]);
        Book actual = Book.Empty(History.Portfolio), book = actual;
        foreach (var entry in entries)
        {
            var (before, falls) = (book, replay.NotApplicable.Length);
            book = replay.Post(book, entry.Posting);
            yield return new(
                entry,
                actual,
                before,
                replay.NotApplicable.Length > falls ? replay.NotApplicable[^1] : null,
                without.Contains(entry.Position)
            );
            actual = actual.Post(entry);
        }
    }
}
