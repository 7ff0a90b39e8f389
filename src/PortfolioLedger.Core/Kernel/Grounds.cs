namespace PortfolioLedger.Core.Kernel;

/// <summary>What a piece of evidence is; stored by name.</summary>
public enum EvidenceKind
{
    /// <summary>A customer's feedback; <c>ref</c> is its key.</summary>
    Feedback,
    /// <summary>A measurement; <c>ref</c> is the key of the outcome.</summary>
    Measurement,
    /// <summary>A financial case; <c>ref</c> is the key of the initiative.</summary>
    FinancialCase,
    /// <summary>A document outside the ledger; <c>ref</c> says where.</summary>
    Document,
    /// <summary>A published ranking; <c>ref</c> is its key.</summary>
    Ranking,
    /// <summary>A governance decision; <c>ref</c> is its key.</summary>
    Decision,
}

/// <summary>A reference to what a decision rests on.</summary>
/// <param name="Kind">What is referred to.</param>
/// <param name="Ref">Its key in the ledger, or the address of a document.</param>
/// <param name="Position">The event that recorded it, if a particular one is meant.</param>
/// <param name="Sha256">Of the document, as 64 hexadecimal digits.</param>
public sealed record EvidenceReference(
    EvidenceKind Kind, string Ref, long? Position = null, string? Sha256 = null)
{
    private const int Sha256Digits = 64;

    /// <summary>What is wrong with references, whatever the ledger holds.</summary>
    public static IEnumerable<FieldFault> Faults(
        string pointer, ImmutableArray<EvidenceReference>? references) =>
        Check.NotTooMany(pointer, references).Concat((references ?? [])
            .SelectMany((reference, index) => reference.Faults($"{pointer}/{index}")));

    /// <summary>The thing of the ledger that it is about; null for a document.</summary>
    public Subject? About() =>
        KindOf(Kind) is { } kind && Key.TryParse(Ref, out var key) ? new(kind, key) : null;

    /// <summary>The kind of things that evidence is about; null for documents.</summary>
    public static SubjectKind? KindOf(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Document => null,
        EvidenceKind.Feedback => SubjectKind.Feedback,
        EvidenceKind.Measurement => SubjectKind.Outcome,
        EvidenceKind.FinancialCase => SubjectKind.Initiative,
        EvidenceKind.Ranking => SubjectKind.Ranking,
        EvidenceKind.Decision => SubjectKind.Decision,
        _ => throw Enumeration<EvidenceKind>.Undeclared(kind),
    };

    private IEnumerable<FieldFault> Faults(string pointer) =>
        Check
            .Text($"{pointer}/ref", Ref)
            .Concat(
                Sha256 is null or { Length: Sha256Digits }
                && Sha256?.All(char.IsAsciiHexDigit) != false
                    ? []
                    :
                    [
                        new(
                            $"{pointer}/sha256",
                            $"must be {Sha256Digits} hexadecimal digits, of the document"
                        ),
                    ]
            );
}

/// <summary>Why a decision was taken; every decision-class event carries them.</summary>
/// <param name="Rationale">The reason, at least ten characters. It cannot be erased later.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="EffectiveOn">
/// The business day it takes effect; the day it was known if absent.
/// </param>
/// <param name="Decision">The governance decision it carries out.</param>
/// <param name="Override">True when a tolerance is knowingly exceeded.</param>
public sealed record Grounds(
    string Rationale,
    ImmutableArray<EvidenceReference>? Evidence = null,
    DateOnly? EffectiveOn = null,
    Key? Decision = null,
    bool? Override = null)
{
    /// <summary>The shortest rationale accepted, in characters.</summary>
    public const int MinRationaleLength = 10;

    /// <summary>What is wrong with the words and the evidence, whatever the ledger holds.</summary>
    public IEnumerable<FieldFault> Faults() => Check.NotTooLong("/grounds/rationale", Rationale)
        .Concat(EvidenceReference.Faults("/grounds/evidence", Evidence));

    /// <summary>What is wrong with grounds that cannot name a day of their own.</summary>
    /// <param name="because">Why they cannot.</param>
    public IEnumerable<FieldFault> FaultsOfNoDay(string because) => EffectiveOn is null ? []
        : [new("/grounds/effectiveOn", $"must be absent: {because}")];
}
