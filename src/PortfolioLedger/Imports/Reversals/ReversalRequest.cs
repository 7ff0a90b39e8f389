using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Reversals;

/// <summary>Why an import is reversed.</summary>
/// <param name="Grounds">Why; without a day of their own.</param>
internal sealed record ReversalRequest(Grounds Grounds) : IChecked
{
    /// <summary>A body that is right as it stands.</summary>
    public const string Example =
        """{"grounds":{"rationale":"The file was that of another year"}}""";

    public IEnumerable<FieldFault> Faults() => Grounds.Faults();
}
