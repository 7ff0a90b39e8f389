using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Http.Commands;
using Receipted = PortfolioLedger.Journaling.Writing.Answer.Receipt;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>
/// A year of a portfolio with sales, customers and a PMO that is asked about, reported in 2025 by
/// its source: what was known at the end of June differs from what was known at the end of
/// September.
/// </summary>
public sealed class MarketYear : IAsyncLifetime
{
    public const string Portfolio = "market";

    public const string June = "asOf=2025-06-30";

    public const string September = "asOf=2025-09-30";

    private static readonly Actor Board = new("boris", Role.Approver, "works");

    private static readonly Grounds Because = new("The board weighed it in its meeting.");

    private static readonly Grounds Heard = Because with { Evidence = [new(EvidenceKind.Feedback,
        "fb-1")] };

    private int _row;

    public LedgerHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await LedgerHost.StartAsync();
        await FoundedAsync();
        await WorkedAsync();
        await MeasuredAsync("2025-03-31", 100, 20, 22_000, 100);
        await AskedAsync("2025-03-31", "q1", promoters: 5, detractors: 5, satisfied: 3, not: 1);
        await RecordAsync("2025-04-01", new RealiseBenefit(K("sales"), "2025-03", Usd(400)));
        await RecordAsync("2025-06-20", new CompleteInitiative(K("main")));
        await MeasuredAsync("2025-06-30", 110, 25, 19_600, 98);
        await AskedAsync("2025-09-30", "q3", promoters: 8, detractors: 2, satisfied: 4, not: 0);
        await RecordAsync("2025-09-30", new KillInitiative(K("app"), Because, "no-need"),
            new RecordSpend(K("main"), "2025-08", Usd(60), "pmo"),
            new RealiseBenefit(K("sales"), "2025-08", Usd(100)),
            new RegisterStakeholder(K("s2")));
        await MeasuredAsync("2025-09-30", 132, 20, null, null);
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    private async Task FoundedAsync()
    {
        await RecordAsync("2025-01-10", new OpenPortfolio(K(Portfolio), "Connections",
            Currency.Parse("USD")),
            new RegisterDepartment(K("works"), "Public works"),
            new RegisterCustomerSegment(K("homes"), "Homes"),
            new ProposeObjective(K("growth"), "Grow", "Grow.", ObjectiveLevel.Strategic, "ceo"),
            new ApproveObjective(K("growth"), Because));
        await RecordAsync("2025-01-11", new ReweightObjectives(
            ImmutableSortedDictionary<Key, decimal>.Empty.Add(K("growth"), 1), Because));
        await RecordAsync("2025-01-12", Sought("sales", MarketMetric.Sales),
            Sought("leads", MarketMetric.NewLeads),
                Sought("cost", MarketMetric.SalesAndMarketingCost),
            Sought("won", MarketMetric.NewCustomers),
            new SetTarget(K("sales"), new(2025, 12, 31), Because, Min: 150),
            new LinkOutcome(K("sales"), Because, Objective: K("growth")),
            new RegisterStakeholder(K("s1")),
            new RecordCommunication(K("c1"), [K("s1")], new(2025, 1, 12)),
            new IdentifyValueStream(K("water"), "Water", ValueStreamKind.Operational));
    }

    private async Task WorkedAsync()
    {
        await RecordAsync("2025-01-20", Proposed("main"), Proposed("app"),
            new ReceiveFeedback(K("fb-1"), SealedText.Seal("Slow.", new byte[16]), K("homes")));
        await RecordAsync("2025-01-21", new SubmitInitiative(K("main")));
        await RecordAsync("2025-01-31", new ApproveInitiative(K("main"), Heard));
        await RecordAsync("2025-02-01", new StartInitiative(K("main")),
            new ClaimContribution(K("app"), K("growth"), Strength.Medium, Because),
            new BaselineSchedule(K("main"), new(2025, 6, 30), Because),
            new ApproveBudget(K("main"), "2025", Usd(1_000), Because),
            new RecordSpend(K("main"), "2025-01", Usd(40), "pmo"));
    }

    private Task MeasuredAsync(string day, params decimal?[] values) => RecordAsync(day,
    [
        .. new[] { "sales", "leads", "cost", "won" }.Zip(values).Where(v => v.Second is not null)
            .Select(v => new MeasureOutcome(K(v.First), v.Second!.Value, Day(day))),
    ]);

    private Task AskedAsync(
        string day, string round, int promoters, int detractors, int satisfied, int not) =>
            RecordAsync(day,
        new RecordSurveyRound(K($"app-{round}"), SurveyAbout.Product, SurveyScale.Nps,
            Counts(("2", detractors), ("10", promoters)), K("app")),
        new RecordSurveyRound(K($"pmo-{round}"), SurveyAbout.Pmo, SurveyScale.Csat,
            Counts(("1", not), ("5", satisfied))));

    private async Task RecordAsync(string day, params ICommand[] commands)
    {
        var answer = await Host.App.Services.GetRequiredService<Journal>().Submit(
            new(K(Portfolio), [.. commands], new Caller(Board, Claims: true))
            {
                Claim = new("a source", $"row {++_row}", DateTimeOffset.Parse(
                    $"{day}T09:00:00Z", CultureInfo.InvariantCulture)),
            }, TestContext.Current.CancellationToken);
        Assert.True(answer is Receipted, answer.ToString());
    }

    private static ImmutableSortedDictionary<string,
        int> Counts(params (string Mark, int Count)[] counts) =>
        counts.ToImmutableSortedDictionary(c => c.Mark, c => c.Count, StringComparer.Ordinal);

    private static DefineOutcome Sought(string key, MarketMetric metric) =>
        new(K(key), key, Category: OutcomeCategory.MarketPositioning, Metric: metric);

    private static ProposeInitiative Proposed(string key) =>
        new(K(key), key, InitiativeKind.Product, "maria", K("works"));

    private static Money Usd(decimal amount) => new(amount, Currency.Parse("USD"));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd",
        CultureInfo.InvariantCulture);

    private static Key K(string key) => Key.TryParse(key, out var parsed) ? parsed
        : throw new FormatException(key);
}
