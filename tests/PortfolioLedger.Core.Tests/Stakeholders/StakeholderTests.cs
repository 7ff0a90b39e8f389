using System.Text;
using PortfolioLedger.Core.Stakeholders;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Stakeholders;

/// <summary>Who is told what, and who knows the strategy.</summary>
public sealed class StakeholderTests
{
    private static readonly Key Sh1 = Key.Parse("sh-1");
    private static readonly Key Sh2 = Key.Parse("sh-2");
    private static readonly Key News = Key.Parse("news-1");

    private static RegisterStakeholder Ann =>
        new(Sh1, SealedText.Seal("Ann Example", Salt), StakeholderGroup.Board);

    private static Journal Known => Given.AnInitiative().With(Ann, new RegisterStakeholder(Sh2));

    private static RecordCommunication Told =>
        new(
            News,
            [Sh1, Sh2],
            Day("2026-01-05"),
            "newsletter",
            [About(Croton)],
            "The intake is on its way."
        );

    [Fact]
    public void A_stakeholder_has_an_opaque_id_and_a_sealed_name()
    {
        var fact = new StakeholderRegistered(Sh1, Ann.Name, StakeholderGroup.Board);

        Given.APortfolio().When(Ann).Then(fact);
        Assert.DoesNotContain(
            "Ann",
            Encoding.UTF8.GetString(Catalogue.Write(fact)),
            StringComparison.Ordinal
        );
        Assert.Equal("Ann Example", Assert.Single(fact.PersonalTexts()).Opening?.Text);
        Given
            .APortfolio()
            .When(new RegisterStakeholder(Sh2))
            .Then(new StakeholderRegistered(Sh2, null, null));
        Known.When(Ann).ThenRefused("already-exists", new Subject(SubjectKind.Stakeholder, Sh1));
        Faulty.At(Ann with { Name = SealedText.Seal(" ", Salt) }, "/name");
    }

    [Fact]
    public void A_communication_says_who_was_told_about_what()
    {
        Known
            .When(Told)
            .Then(
                new CommunicationRecorded(
                    News,
                    [Sh1, Sh2],
                    "newsletter",
                    [About(Croton)],
                    Day("2026-01-05"),
                    "The intake is on its way."
                )
            )
            .ThenEffectiveOn("2026-01-05");
        Known.With(Told).When(Told).ThenRefused("already-exists");
        Known.When(Told with { Audience = [Sh1, Nobody] })
            .ThenRefused("unknown-stakeholder", new Subject(SubjectKind.Stakeholder, Nobody));
        Known.When(Told with { Subjects = [new(SubjectKind.Objective, Nobody)] })
            .ThenRefused("unknown-objective", new Subject(SubjectKind.Objective, Nobody));
        Known.When(Told with { On = Day("2026-01-06") }).ThenRefused("future-communication");
    }

    [Fact]
    public void A_communication_without_a_day_is_of_today() =>
        Known
            .On("2026-02-02")
            .When(Told with { On = null, Subjects = null })
            .Then(
                new CommunicationRecorded(
                    News,
                    [Sh1, Sh2],
                    "newsletter",
                    null,
                    Day("2026-02-02"),
                    "The intake is on its way."
                )
            );

    [Fact]
    public void What_was_told_before_its_subject_was_known_takes_effect_with_it() =>
        Known.When(Told with { On = Day("2025-12-24") }).ThenEffectiveOn("2026-01-05");

    [Fact]
    public void Fields_of_a_communication_are_checked()
    {
        Faulty.At(Told with { Audience = [] }, "/audience");
        Faulty.At(Told with { Audience = [Sh1, Sh1] }, "/audience/1");
        Faulty.At(Told with { Channel = "", Summary = " " }, "/channel", "/summary");
        Faulty.At(Told with { Subjects = [About(Croton), About(Croton)] }, "/subjects/1");
    }

    [Fact]
    public void The_strategy_is_acknowledged_as_of_a_position()
    {
        Known
            .When(new AcknowledgeStrategy([Growth, Service], 7, Sh1))
            .Then(new StrategyAcknowledged([Growth, Service], 7, Sh1));
        Known
            .When(new AcknowledgeStrategy([Growth]))
            .Then(new StrategyAcknowledged([Growth], Known.Book.Position, null));
        Known
            .When(new AcknowledgeStrategy([Growth, Nobody]))
            .ThenRefused("unknown-objective", new Subject(SubjectKind.Objective, Nobody));
        Known
            .When(new AcknowledgeStrategy([Growth], null, Nobody))
            .ThenRefused("unknown-stakeholder");
        Known.When(new AcknowledgeStrategy([Growth], 4711)).ThenRefused("unknown-position");
        Known
            .With(new Core.Strategy.RetireObjective(Growth, Why))
            .When(new AcknowledgeStrategy([Growth]))
            .ThenRefused("objective-retired");
        Faulty.At(new AcknowledgeStrategy([], 0), "/objectives", "/position");
        Faulty.At(new AcknowledgeStrategy([Growth, Growth]), "/objectives/1");
    }
}
