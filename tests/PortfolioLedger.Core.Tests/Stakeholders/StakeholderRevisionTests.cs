using System.Text;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Stakeholders;

/// <summary>A stakeholder gets another name or group from a day on.</summary>
public sealed class StakeholderRevisionTests
{
    private static readonly Key Sh1 = Key.Parse("sh-1");

    private static readonly Subject AboutAnn = new(SubjectKind.Stakeholder, Sh1);

    private static readonly ReviseStakeholder ToExecutive =
        new(Sh1, Group: StakeholderGroup.Executive);

    private static Journal Known => Given.AnInitiative().With(new RegisterStakeholder(
        Sh1, SealedText.Seal("Ann Example", Salt), StakeholderGroup.Board)).On("2026-03-01");

    [Fact]
    public void A_group_is_revised_and_the_past_keeps_the_old_one()
    {
        var revised = Known.When(ToExecutive with { EffectiveOn = Day("2026-04-01") })
            .Then(new StakeholderRevised(
                Sh1, null, null, new(StakeholderGroup.Board, StakeholderGroup.Executive)))
            .Recorded();

        Assert.Equal(StakeholderGroup.Board, Shown(revised.Book).Group);
        Assert.Equal(StakeholderGroup.Executive, Shown(revised.Book.On(Day("2026-04-01"))).Group);
        Assert.Equal("Changed the group of the stakeholder sh-1 from board to executive",
            revised.Entries[^1].Fact.Sentence(revised.Book));
    }

    [Fact]
    public void A_name_is_sealed_as_the_one_before_was()
    {
        var name = SealedText.Seal("Ann Other", Salt);
        var revised = Known.With(new ReviseStakeholder(Sh1, name, StakeholderGroup.Team));
        var fact = revised.Entries[^1].Fact;

        Assert.Equal(name.Commitment, Shown(revised.Book).Name);
        Assert.Equal("Ann Other", Assert.Single(fact.PersonalTexts()).Opening?.Text);
        Assert.DoesNotContain(
            "Ann", Encoding.UTF8.GetString(Catalogue.Write(fact)), StringComparison.Ordinal);
        Assert.Equal("Gave the stakeholder sh-1 another name and changed its group "
            + "from board to team", fact.Sentence(revised.Book));
    }

    [Fact]
    public void Name_and_group_can_go()
    {
        var gone = Known.With(new ReviseStakeholder(
            Sh1, Clear: [StakeholderOption.Name, StakeholderOption.Group]));

        Assert.Equal((null, null), (Shown(gone.Book).Name, Shown(gone.Book).Group));
        gone.When(new ReviseStakeholder(Sh1, Clear: [StakeholderOption.Name]))
            .ThenRefused("nothing-changed", AboutAnn);
    }

    [Fact]
    public void Who_is_unknown_or_so_already_is_refused()
    {
        Known.When(ToExecutive with { Stakeholder = Nobody }).ThenRefused("unknown-stakeholder");
        Known.When(ToExecutive with { Group = StakeholderGroup.Board })
            .ThenRefused("nothing-changed", AboutAnn);
        Faulty.At(new ReviseStakeholder(Sh1), "/name");
        Faulty.At(ToExecutive with { Name = SealedText.Seal(" ", Salt) }, "/name");
        Faulty.At(ToExecutive with { Clear = [StakeholderOption.Group] }, "/clear/0");
    }

    private static StakeholderItem Shown(Book book) =>
        StakeholderList.Compute(book).Items.Single(s => s.Stakeholder == Sh1);
}
