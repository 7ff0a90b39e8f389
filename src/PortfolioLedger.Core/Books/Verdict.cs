namespace PortfolioLedger.Core.Books;

/// <summary>What came of a command: the facts to record, or the reason there are none.</summary>
public sealed class Verdict
{
    private Verdict(ImmutableArray<IFact> facts, Refusal? refusal) =>
        (Facts, Refusal) = (facts, refusal);

    /// <summary>What is to be recorded; empty when refused.</summary>
    public ImmutableArray<IFact> Facts { get; }

    /// <summary>Why nothing is to be recorded, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>These facts.</summary>
    public static Verdict Accept(params ReadOnlySpan<IFact> facts) => new([.. facts], null);

    /// <summary>Refused.</summary>
    public static Verdict Refuse(Refusal refusal) => new([], refusal);

    /// <summary>Refused.</summary>
    public static implicit operator Verdict(Refusal refusal) => Refuse(refusal);
}
