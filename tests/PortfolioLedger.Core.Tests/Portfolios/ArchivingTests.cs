using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Portfolios;

/// <summary>An archived portfolio is read and written no more, until it is opened again.</summary>
public sealed class ArchivingTests
{
    private static readonly Subject Portfolio = new(SubjectKind.Portfolio, Capital);

    private static readonly Journal Archived =
        Given.AScoringModel().With(Initiative()).With(new ArchivePortfolio(Why));

    [Fact]
    public void A_portfolio_is_archived_and_opened_again()
    {
        var archived = Given.APortfolio()
            .When(new ArchivePortfolio(Why)).Then(new PortfolioArchived(Capital, Why)).Recorded();
        var open = archived.When(new ReopenPortfolio(Why))
            .Then(new PortfolioReopened(Capital, Why)).Recorded();

        Assert.Equal(new(archived.Today, 2, Journal.Board, Why.Rationale),
            archived.Book.Details.Archived);
        Assert.Null(open.Book.Details.Archived);
        open.With(new RegisterDepartment(Transport, "Transport"));
    }

    [Fact]
    public void Every_command_is_refused_with_when_by_whom_and_the_remedy()
    {
        ICommand[] commands =
        [
            new RegisterDepartment(Transport, "Transport"), Initiative(Nobody),
            new OpenReviewCycle(Nobody, "Spring"), new ArchivePortfolio(Why),
            new PublishRanking(Nobody, Why), new RetireReport(Nobody), Open,
            new ImportHistory("City data", new string('c', 64), 1, "nyc"),
        ];

        Assert.All(commands, command =>
        {
            var refusal = Archived.When(command).ThenRefused("portfolio-archived", Portfolio);
            Assert.Contains($"{Archived.Today:O} by {Journal.Board}", refusal.Detail,
                StringComparison.Ordinal);
            Assert.Contains("reopen", refusal.Detail, StringComparison.Ordinal);
        });
        Archived.WhenClaimed(new RegisterDepartment(Transport, "Transport"), "2026-06-01")
            .ThenRefused("portfolio-archived", Portfolio);
    }

    [Fact]
    public void Several_commands_are_refused_together_when_the_portfolio_is_archived_among_them() =>
        Assert.Equal("portfolio-archived", Assert.IsType<SubmissionOutcome.Refused>(
            Decider.Trial.Decide(Given.APortfolio().Book, new(
                [new ArchivePortfolio(Why), new RegisterDepartment(Transport, "Transport")],
                new(new(Journal.Board, Role.Approver)), new(Archived.Now)))).Refusal.Code);

    [Fact]
    public void What_is_open_is_not_opened_again() => Given.APortfolio()
        .When(new ReopenPortfolio(Why)).ThenRefused("portfolio-not-archived", Portfolio);

    [Fact]
    public void What_is_tried_and_not_recorded_is_tried_on_an_archived_portfolio_too()
    {
        var (book, refused) = Archived.Book.Try(
            [new(new RegisterDepartment(Nobody, "Ports"), Hypothetical.Contributor)]);

        Assert.Empty(refused);
        Assert.True(book.Has(new(SubjectKind.Department, Nobody)));
    }

    [Fact]
    public void Neither_takes_a_day_of_its_own()
    {
        var dated = Why with { EffectiveOn = Day("2026-12-31") };

        Assert.Equal("/grounds/effectiveOn",
            Assert.Single(new ArchivePortfolio(dated).Faults()).Pointer);
        Assert.Equal("/grounds/effectiveOn",
            Assert.Single(new ReopenPortfolio(dated).Faults()).Pointer);
        Assert.Empty(new ArchivePortfolio(Why).Faults());
    }
}
