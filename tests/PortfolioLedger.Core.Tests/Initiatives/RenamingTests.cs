using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

/// <summary>An initiative gets another name from a day on; the past keeps the old one.</summary>
public sealed class RenamingTests
{
    private static readonly RenameInitiative Rename = new(
        Croton,
        "Croton intake",
        Day("2026-04-01")
    );

    private static Journal InMarch => Given.AnInitiative(Stage.Active).On("2026-03-01");

    [Fact]
    public void An_initiative_is_renamed() =>
        InMarch.When(new RenameInitiative(Croton, "Croton intake"))
            .Then(new InitiativeRenamed(Croton, "Croton intake")).ThenEffectiveOn("2026-03-01");

    [Fact]
    public void A_new_name_holds_from_its_day_on_and_the_old_one_before()
    {
        var renamed = InMarch.With(Rename);

        Assert.Equal("Croton Falls", renamed.Book.InitiativeName(Croton));
        Assert.Equal("Croton intake", renamed.Book.On(Day("2026-04-01")).InitiativeName(Croton));
        Assert.Equal("Croton Falls", InMarch.Book.On(Day("2026-04-01")).InitiativeName(Croton));
    }

    [Fact]
    public void The_name_of_the_latest_day_holds_whatever_was_recorded_last()
    {
        var book = InMarch
            .With(Rename, new RenameInitiative(Croton, "Croton", Day("2026-02-01")))
            .Book;

        Assert.Equal(("Croton", "Croton intake"),
            (book.InitiativeName(Croton), book.On(Day("2026-04-01")).InitiativeName(Croton)));
    }

    [Fact]
    public void A_name_is_corrected_on_its_own_day()
    {
        var book = InMarch.With(Rename, Rename with { Name = "Croton inlet" }).Book;

        Assert.Equal(("Croton Falls", "Croton inlet"),
            (book.InitiativeName(Croton), book.On(Day("2026-04-01")).InitiativeName(Croton)));
    }

    [Fact]
    public void Every_view_says_the_name_of_its_day()
    {
        var book = InMarch.With(Rename).Book;
        foreach (
            var (day, name) in new[]
            {
                ("2026-03-31", "Croton Falls"),
                ("2026-04-01", "Croton intake"),
            }
        )
        {
            var on = book.On(Day(day));
            Assert.Equal(name, InitiativeDetail.Compute(on, Croton)!.Name);
            Assert.Equal([name], InitiativeList.Compute(on).Items.Select(i => i.Name));
            Assert.Equal([name], Alignment.Compute(on).Items.Select(i => i.Name));
            Assert.Equal([name], OutcomesVersusOutputs.Compute(on).Items.Select(i => i.Name));
            Assert.Equal([name], Financials.Compute(on).Items.Select(i => i.Name));
            Assert.Equal([name], Productivity.Compute(on).Items.Select(i => i.Name));
        }
    }

    [Fact]
    public void Sentences_and_state_changes_say_it()
    {
        var before = InMarch.Book;
        var after = InMarch.With(Rename with { EffectiveOn = Day("2026-03-01") });

        Assert.Equal(
            "Renamed the initiative \"croton\" to \"Croton intake\"",
            after.Entries[^1].Fact.Sentence(after.Book)
        );
        Assert.Equal(
            new StateDifference(
                Croton,
                "name",
                "Croton Falls",
                "Croton intake",
                after.Book.Position
            ),
            Assert.Single(StateDifference.Between(before, after.Book))
        );
    }

    [Fact]
    public void A_step_without_effect_is_accepted() =>
        InMarch.When(new RenameInitiative(Croton, "Croton Falls"))
            .Then(new InitiativeRenamed(Croton, "Croton Falls"));

    [Fact]
    public void Only_what_is_there_and_has_not_ended_is_renamed()
    {
        InMarch.When(new RenameInitiative(Nobody, "X")).ThenRefused(
            "unknown-initiative", new Subject(SubjectKind.Initiative, Nobody));
        InMarch.When(Rename with { EffectiveOn = Day("2025-12-31") }).ThenRefused(
            "before-creation", new Subject(SubjectKind.Initiative, Croton));
        Given.AnInitiative(Stage.Killed).When(Rename).ThenRefused("not-active", About(Croton));
    }

    [Fact]
    public void A_name_is_not_blank() => Faulty.At(new RenameInitiative(Croton, " "), "/name");
}
