using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Tests;

/// <summary>
/// Where a test starts: <c>Given.APortfolio().With(commands).When(command).Then(facts)</c>.
/// </summary>
public static class Given
{
    /// <summary>A journal in which nothing is recorded yet.</summary>
    public static Journal NoPortfolio() => Journal.Empty(Sample.Capital, Sample.Start);

    /// <summary>An opened portfolio, kept in US dollars.</summary>
    public static Journal APortfolio() => NoPortfolio().With(Sample.Open);

    /// <summary>With departments, a customer segment and three weighted objectives.</summary>
    public static Journal AStrategy() => APortfolio()
        .With(Sample.Departments).With(Sample.Segment).With(Sample.Objectives);

    /// <summary>With a scoring model in force.</summary>
    public static Journal AScoringModel() => AStrategy().With(Sample.ModelInForce);

    /// <summary>With an outcome that is to decrease.</summary>
    public static Journal AnOutcome() => AStrategy().With(Sample.OutageHours);

    /// <summary>With the initiative Croton Falls, brought to a stage step by step.</summary>
    public static Journal AnInitiative(Stage stage = Stage.Proposed)
    {
        var proposed = AStrategy().With(Sample.Initiative());
        return proposed.With(Sample.StepsTo(stage));
    }
}
