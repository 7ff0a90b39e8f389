using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Reversals;

/// <summary>Why an import is reversed.</summary>
/// <param name="Grounds">Why; without a day of their own.</param>
internal sealed record ReversalRequest(Grounds Grounds) : IChecked
{
    public IEnumerable<FieldFault> Faults() => Grounds.Faults();
}
