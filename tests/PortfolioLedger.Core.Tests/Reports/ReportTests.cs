using PortfolioLedger.Core.Reports;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Reports;

public sealed class ReportTests
{
    private static readonly Key Funded = Key.Parse("funded");
    private static readonly Key Board = Key.Parse("board");
    private static readonly DefineReport Define = new(Funded, "Funded", "ranking", Sort: "-score");

    private static Journal AReport => Given.APortfolio().With(Define);

    [Fact]
    public void A_report_is_defined_and_shows_now_unless_said_otherwise() =>
        Given.APortfolio().When(Define).Then(
            new ReportDefined(Funded, new("Funded", "ranking", AsOfRule.Now, Sort: "-score")));

    [Fact]
    public void A_revision_says_everything_anew() =>
        AReport.When(new ReviseReport(Funded, "All", "initiatives"))
            .Then(new ReportRevised(Funded, new("All", "initiatives", AsOfRule.Now)));

    [Fact]
    public void The_end_of_a_fiscal_year_needs_a_fiscal_year()
    {
        var rule = new AsOfRule(AsOfKind.EndOfLastFiscalYear);
        Given.APortfolio().When(Define with { AsOf = rule }).ThenRefused("no-fiscal-year");
        AReport
            .When(new ReviseReport(Funded, "All", "initiatives", AsOf: rule))
            .ThenRefused("no-fiscal-year");
        Given
            .NoPortfolio()
            .With(Open with { FiscalYearStart = "07-01" })
            .When(Define with { AsOf = rule })
            .Then(new ReportDefined(Funded, new("Funded", "ranking", rule, Sort: "-score")));
    }

    [Theory]
    [InlineData("initiatives/nobody", "unknown-initiative")]
    [InlineData("/outcomes/nobody/", "unknown-outcome")]
    [InlineData("decisions/nobody", "unknown-decision")]
    [InlineData("rankings/nobody", "unknown-ranking")]
    [InlineData("reports/nobody", "unknown-report")]
    public void What_a_view_is_about_must_be_in_the_ledger(string view, string code)
    {
        AReport.When(Define with { Key = Board, View = view, Sort = null }).ThenRefused(code);
        AReport.When(new ReviseReport(Funded, "All", view)).ThenRefused(code);
    }

    [Fact]
    public void A_thing_of_the_ledger_can_be_shown_also_as_of_a_day_before_it()
    {
        var croton = Define with { View = "initiatives/croton", Sort = null };
        var rule = new AsOfRule(AsOfKind.Date, Day("2020-01-01"));
        Assert.Null(Given.AnInitiative().When(croton with { AsOf = rule }).Refusal);
    }

    [Theory]
    [InlineData("initiative", "nobody", "unknown-initiative")]
    [InlineData("model", "nobody@2", "unknown-scoring-model")]
    [InlineData("subject", "outcome/nobody", "unknown-outcome")]
    [InlineData("from", "cycle:nobody", "unknown-review-cycle")]
    [InlineData("to", "4711", "unknown-position")]
    [InlineData("to", "99999999999999999999", "unknown-position")]
    public void What_a_parameter_names_must_be_in_the_ledger(
        string name,
        string text,
        string code
    ) =>
        AReport
            .When(
                new ReviseReport(
                    Funded,
                    "Why",
                    "ranking/explanation",
                    Parameters: Ordered.ByText<string>().Add(name, text)
                )
            )
            .ThenRefused(code);

    [Fact]
    public void A_position_to_come_is_none()
    {
        var last = AReport.Book.Position;
        AReport.When(new ReviseReport(Funded, "Then", "ranking", AsOf: At(last + 1)))
            .ThenRefused("unknown-position");
        Assert.Null(AReport.When(new ReviseReport(Funded, "Then", "ranking", AsOf: At(last)))
            .Refusal);

        static AsOfRule At(long position) => new(AsOfKind.Position, null, position);
    }

    [Fact]
    public void A_retired_report_does_not_change_any_more()
    {
        var retired = AReport.With(new RetireReport(Funded));
        retired.When(new ReviseReport(Funded, "All", "initiatives")).ThenRefused("report-retired");
        retired.When(new RetireReport(Funded)).ThenRefused("report-retired");
        retired
            .When(new ScheduleReport(Funded, Cadence.Daily, "06:00"))
            .ThenRefused("report-retired");
        retired.When(new UnscheduleReport(Funded)).ThenRefused("report-retired");
        retired.When(new DefineDashboard(Board, "Board", Audience.Executives, [Funded]))
            .ThenRefused("report-retired");
        retired.When(Define).ThenRefused("already-exists");
    }

    [Fact]
    public void A_report_on_a_dashboard_is_not_retired()
    {
        var shown = AReport.With(
            new DefineDashboard(Board, "Board", Audience.Executives, [Funded])
        );
        shown.When(new RetireReport(Funded)).ThenRefused("report-on-dashboard");
        shown
            .With(new RetireDashboard(Board))
            .When(new RetireReport(Funded))
            .Then(new ReportRetired(Funded));
    }

    [Fact]
    public void A_later_schedule_takes_the_place_of_an_earlier_one()
    {
        var scheduled = AReport.With(new ScheduleReport(Funded, Cadence.Daily, "06:00"),
            new ScheduleReport(Funded, Cadence.Weekly, "07:00", "friday"));
        Assert.Equal(Cadence.Weekly, Scheduled(scheduled)!.Cadence);
        var ended = scheduled.With(new UnscheduleReport(Funded));
        Assert.Null(Scheduled(ended));
        ended.When(new UnscheduleReport(Funded)).ThenRefused("not-scheduled");
        Assert.Null(Scheduled(scheduled.With(new RetireReport(Funded))));
    }

    [Fact]
    public void A_dashboard_shows_known_reports_in_order()
    {
        Given.APortfolio().When(new DefineDashboard(Board, "Board", Audience.Teams, [Funded]))
            .ThenRefused("unknown-report", new Subject(SubjectKind.Report, Funded));
        var dashboard = AReport.With(
            Define with
            {
                Key = Nobody,
            },
            new DefineDashboard(Board, "Board", Audience.Teams, [Nobody, Funded])
        );
        Assert.Equal(
            [Nobody, Funded],
            dashboard.Book.Reports.Dashboards[Board].ContentOn(Start).Reports
        );
        dashboard
            .When(new ReviseDashboard(Board, "Customers", Audience.Customers, [Funded]))
            .Then(new DashboardRevised(Board, new("Customers", Audience.Customers, [Funded])));
        dashboard
            .With(new RetireDashboard(Board))
            .When(new RetireDashboard(Board))
            .ThenRefused("dashboard-retired");
        dashboard.When(new RetireDashboard(Funded)).ThenRefused("unknown-dashboard");
    }

    [Fact]
    public void What_was_defined_is_known_as_of_any_day()
    {
        var journal = AReport.On("2026-02-01").With(new ReviseReport(Funded, "All", "initiatives"));
        var then = Book.EmptyOn(Capital, Day("2026-01-20")).Post(journal.Entries);
        Assert.Equal("Funded", then.Reports.Find(Funded)!.DefinitionOn(then.Day).Name);
        Assert.Equal("All", journal.Book.Reports.Find(Funded)!.DefinitionOn(journal.Book.Day).Name);
    }

    [Fact]
    public void Fields_are_named_when_they_are_wrong()
    {
        Faulty.At(Define with { Name = " ", View = "" }, "/name", "/view");
        Faulty.At(Define with { Columns = [] }, "/columns");
        Faulty.At(Define with { Columns = ["rank", "name", "rank"] }, "/columns/2");
        Faulty.At(
            Define with
            {
                Parameters = Ordered.ByText<string>().Add("by", ""),
            },
            "/parameters/by"
        );
        Faulty.At(
            Define with
            {
                Filters = Ordered.ByText<ImmutableArray<string>>().Add("funded", []),
            },
            "/filters/funded"
        );
        Faulty.At(new ScheduleReport(Funded, Cadence.Daily, "6:00", "monday"), "/at", "/day");
        Faulty.At(new ScheduleReport(Funded, Cadence.Weekly, "24:00", "last"), "/at", "/day");
        Faulty.At(new ScheduleReport(Funded, Cadence.Monthly, "06:00", "32"), "/day");
        Faulty.At(new ScheduleReport(Funded, Cadence.Monthly, "06:00"), "/day");
        Faulty.At(new DefineDashboard(Board, "Board", Audience.Teams, []), "/reports");
        Faulty.At(
            new ReviseDashboard(Board, "", Audience.Teams, [Funded, Funded]),
            "/name",
            "/reports/1"
        );
    }

    private static ReportSchedule? Scheduled(Journal journal) =>
        journal.Book.Reports.Find(Funded)!.ScheduledOn(journal.Book.Day)?.Value;
}
