using PortfolioLedger.Projections;

namespace PortfolioLedger.Administration;

/// <summary>The databases over which portfolios are spread, where there are several.</summary>
internal interface IDatabaseList
{
    /// <summary>What the first one is called.</summary>
    string First { get; }

    /// <summary>Those that are served beside the first one.</summary>
    IEnumerable<AdministeredDatabase> Others { get; }

    /// <summary>Why others are not served.</summary>
    IEnumerable<(string Name, string Fault)> NotServed { get; }
}

/// <summary>What a database is asked for.</summary>
/// <param name="Name">Its own; null where there is only one.</param>
/// <param name="Standing">How far its read models are.</param>
/// <param name="Figures">What it says about itself.</param>
internal sealed record AdministeredDatabase(
    string? Name, ReadModelStanding Standing, ServerFigures Figures);
