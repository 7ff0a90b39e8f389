using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Projections;

/// <summary>What a page changes in the read models of one portfolio.</summary>
/// <param name="Portfolio">Which.</param>
/// <param name="Step">How far it comes; null when it stays where it is.</param>
/// <param name="Documents">The views that are stored, after the step.</param>
/// <param name="Parked">Why it goes no further; null when it does.</param>
internal sealed record PortfolioChange(
    Key Portfolio,
    Step? Step,
    IReadOnlyList<(ViewDefinition View, ViewBody Body)> Documents,
    Parked? Parked
);

/// <summary>An event that cannot be applied.</summary>
/// <param name="Position">Of it.</param>
/// <param name="Type">Its stored name; null when there is no such event.</param>
/// <param name="Error">What is wrong.</param>
internal sealed record Parked(long Position, string? Type, string Error);
