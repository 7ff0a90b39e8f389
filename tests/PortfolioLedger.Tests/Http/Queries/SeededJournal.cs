using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Http.Commands;
using Answer = PortfolioLedger.Journaling.Writing.Answer;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>
/// A year of a small portfolio, reported in 2025 by its source. Positions are in the comments.
/// </summary>
public sealed class SeededJournal(Journal journal)
{
    public const string Portfolio = "capital";

    /// <summary>The last position.</summary>
    public const int Last = 23;

    private static readonly Actor Maria = new("maria", Role.Contributor, "finance");
    private static readonly Actor Boris = new("boris", Role.Approver, "works");
    private static readonly Grounds Because = new("The board weighed it in its meeting.");

    private int _row;

    public async Task SeedAsync()
    {
        // 1
        await RecordAsync("2025-01-10", Maria,
            new OpenPortfolio(K(Portfolio), "City capital plan", Currency.Parse("USD")));
        // 2
        await RecordAsync("2025-01-10", Maria, new RegisterDepartment(K("finance"), "Finance"));
        // 3
        await RecordAsync("2025-01-10", Maria, new RegisterDepartment(K("works"), "Public works"));
        // 4, 5
        await RecordAsync("2025-01-11", Maria, Objective("growth"), Objective("resilience"));
        // 6
        await RecordAsync("2025-01-12", Boris, new ApproveObjective(K("growth"), Because));
        // 7
        await RecordAsync("2025-01-12", Boris, new ApproveObjective(K("resilience"), Because));
        // 8
        await RecordAsync("2025-01-13", Boris, new ReweightObjectives(
            ImmutableSortedDictionary<Key, decimal>.Empty.Add(K("growth"), 0.6m)
                .Add(K("resilience"), 0.4m),
            Because));
        // 9
        await RecordAsync("2025-02-01", Maria,
            Initiative("bridge", "Bridge, \"north\"", "finance"));
        // 10
        await RecordAsync("2025-02-01", Maria, Initiative("croton", "Croton Falls", "works"));
        // 11
        await RecordAsync("2025-02-02", Maria, Initiative("sheet", "=SUM(A1:A9)", "works"));
        // 12
        await RecordAsync("2025-02-10", Maria,
            new ClaimContribution(K("croton"), K("growth"), Strength.Strong, Because,
                new Share(0.7m)));
        // 13
        await RecordAsync("2025-02-10", Maria,
            new ClaimContribution(K("bridge"), K("resilience"), Strength.Medium, Because));
        // 14, 15
        await RecordAsync("2025-03-01", Boris, Budget("croton", 600_000),
            Budget("bridge", 400_000));
        // 16
        await RecordAsync("2025-03-15", Maria,
            new DraftScoringModel(K("board"),
                [Criterion("value", 0.75m), Criterion("risk", 0.25m)]));
        // 17
        await RecordAsync("2025-03-16", Boris, new ReleaseScoringModel(K("board"), Because));
        // 18
        await RecordAsync("2025-03-16", Boris, new AdoptScoringModel(K("board"), Because));
        // 19, 20
        await RecordAsync("2025-03-20", Maria, Score("croton", "value", 7),
            Score("croton", "risk", 6));
        // 21
        await RecordAsync("2025-04-01", Boris, new PublishRanking(K("march-board"), Because));
        // 22
        await RecordAsync("2025-04-02", Maria, new ReceiveFeedback(
            K("fb-1"), SealedText.Seal("=HYPERLINK(\"https://example.org\")", new byte[16]),
            Channel: "survey"));
        // 23
        await RecordAsync("2025-05-01", Boris,
            new ChangeBudget(K("croton"), "2025", Usd(-50_000), Usd(560_000),
            Because with { EffectiveOn = new(2025, 6, 1) }));
    }

    /// <summary>
    /// Drafts and releases the next version of the scoring model, after everything else.
    /// </summary>
    public async Task ReleaseNextModelAsync()
    {
        await RecordAsync("2025-07-01", Maria,
            new DraftScoringModel(K("board"), [Criterion("value", 1)], Version: 2));
        await RecordAsync("2025-07-02", Boris, new ReleaseScoringModel(K("board"), Because));
    }

    /// <summary>Records one more thing.</summary>
    public Task RecordLaterAsync(string day) =>
        RecordAsync(day, Maria, new RegisterDepartment(K($"dep-{_row}"), "Another"));

    private async Task RecordAsync(string day, Actor actor, params ICommand[] commands)
    {
        var reportedAt = DateTimeOffset.Parse($"{day}T09:00:00Z",
            System.Globalization.CultureInfo.InvariantCulture);
        var answer = await journal.Submit(
            new(K(Portfolio), [.. commands], new Caller(actor, Claims: true))
        {
            Claim = new("a source", $"row {++_row}", reportedAt),
        }, TestContext.Current.CancellationToken);
        Assert.True(answer is Answer.Receipt, answer.ToString());
    }

    private static Key K(string key) =>
        Key.TryParse(key, out var parsed) ? parsed : throw new FormatException(key);

    private static Money Usd(decimal amount) => new(amount, Currency.Parse("USD"));

    private static ProposeObjective Objective(string key) =>
        new(K(key), key, $"All about {key}.", ObjectiveLevel.Strategic, "ceo");

    private static ProposeInitiative Initiative(string key, string name, string department) =>
        new(K(key), name, InitiativeKind.Project, "maria", K(department));

    private static ApproveBudget Budget(string key, decimal amount) =>
        new(K(key), "2025", Usd(amount), Because);

    private static Criterion Criterion(string id, decimal weight) =>
        new(id, 0, 10, new Share(weight));

    private static ScoreCriterion Score(string initiative, string criterion, decimal value) =>
        new(K(initiative), K("board"), criterion, value, Because);
}
