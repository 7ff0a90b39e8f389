using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core.Tests;

/// <summary>Sensible commands for tests to start from: one small city portfolio.</summary>
public static partial class Sample
{
    public static readonly DateOnly Start = new(2026, 1, 5);
    public static readonly Currency Dollar = Currency.Parse("USD");
    public static readonly Grounds Why = new("The board agreed on it.");
    public static readonly Grounds Knowingly = Why with { Override = true };

    public static readonly Key Capital = Key.Parse("capital");
    public static readonly Key Waterworks = Key.Parse("waterworks");
    public static readonly Key Transport = Key.Parse("transport");
    public static readonly Key Households = Key.Parse("households");
    public static readonly Key Growth = Key.Parse("growth");
    public static readonly Key Resilience = Key.Parse("resilience");
    public static readonly Key Service = Key.Parse("service");
    public static readonly Key Water = Key.Parse("water");
    public static readonly Key Croton = Key.Parse("croton");
    public static readonly Key Outages = Key.Parse("outages");
    public static readonly Key Fb12 = Key.Parse("fb-12");
    public static readonly Key Model = Key.Parse("board-2026");

    /// <summary>A key of nothing.</summary>
    public static readonly Key Nobody = Key.Parse("nobody");

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    public static Money Dollars(decimal amount) => new(amount, Dollar);

    public static Money Euros(decimal amount) => new(amount, Currency.Parse("EUR"));

    public static OpenPortfolio Open => new(Capital, "City capital plan", Dollar);

    public static ICommand[] Departments =>
    [
        new RegisterDepartment(Waterworks, "Waterworks"),
        new RegisterDepartment(Transport, "Transport"),
    ];

    public static RegisterCustomerSegment Segment => new(Households, "Households");

    public static ProposeObjective Objective(
        Key key, string title, ObjectiveLevel level = ObjectiveLevel.Strategic,
        Key? parent = null) => new(key, title, $"{title}, and stay there.", level, "ceo", parent);

    /// <summary>Growth 0.5, resilience 0.3, service 0.2: approved and weighted.</summary>
    public static ICommand[] Objectives =>
    [
        Objective(Growth, "Grow in the region"), new ApproveObjective(Growth, Why),
        Objective(Resilience, "Withstand storms"), new ApproveObjective(Resilience, Why),
        Objective(Service, "Serve everybody"), new ApproveObjective(Service, Why),
        new ReweightObjectives(
            Weights((Growth, 0.5m), (Resilience, 0.3m), (Service, 0.2m)), Why),
    ];

    public static ImmutableSortedDictionary<Key, decimal> Weights(
        params (Key Objective, decimal Weight)[] weights) =>
        weights.ToImmutableSortedDictionary(w => w.Objective, w => w.Weight);

    public static IdentifyValueStream WaterSupply =>
        new(Water, "Water supply", ValueStreamKind.Operational, OwnerDepartment: Waterworks);

    public static DefineOutcome OutageHours => new(
        Outages, "Outage hours", Direction.Decrease, "hours", OutcomeKind.Tangible,
        OutcomeCategory.Customer);

    public static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    public static ReceiveFeedback Complaint =>
        new(Fb12, SealedText.Seal("The water was brown.", Salt), Households, "survey");

    public static Criterion Value => new("value", 0, 10, new Share(0.6m));

    public static Criterion Risk => new("risk", 0, 10, new Share(0.4m), Preference.Lower);

    public static DraftScoringModel Draft => new(Model, [Value, Risk]);

    public static ICommand[] ModelInForce =>
        [Draft, new ReleaseScoringModel(Model, Why), new AdoptScoringModel(Model, Why)];
}
