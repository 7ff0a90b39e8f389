namespace PortfolioLedger.Core.Books;

/// <summary>
/// A ledger does not say what a fact of its area changes: a fault of this release, which a test
/// over the whole catalogue finds.
/// </summary>
public sealed class UnpostedFactException(string ledger, IFact fact) : Exception(
    $"{ledger}.Post does not say what a {fact.GetType().Name} changes; add an arm for it, even if "
    + "it changes nothing.");
