using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>
/// One fact of each kind with everything known, and those that can know less with as little as
/// they can.
/// </summary>
internal static class FactSamples
{
    public static readonly Grounds Grounds = new(
        "The board agreed on it — \"unanimously\".",
        [
            new(EvidenceKind.Feedback, "fb-12", 7),
            new(EvidenceKind.FinancialCase, "croton"),
            new(EvidenceKind.Document, "minutes.pdf", Sha256: new string('a', 64)),
        ],
        Day("2026-03-31"), Key.Parse("d-7"), true);

    public static ImmutableArray<IFact> Full =>
        [
            .. InitiativeFacts.Full,
            .. DeliveryFacts.Full,
            .. OtherFacts.Full,
            .. OrganisationFacts.Full,
            .. ValueFacts.Full,
            .. ReportFacts.Full,
        ];

    public static ImmutableArray<IFact> Sparse =>
        [
            .. InitiativeFacts.Sparse,
            .. DeliveryFacts.Sparse,
            .. OtherFacts.Sparse,
            .. OrganisationFacts.Sparse,
            .. ValueFacts.Sparse,
            .. ReportFacts.Sparse,
        ];
}
