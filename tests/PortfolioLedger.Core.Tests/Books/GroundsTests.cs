using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>
/// What every decision has in common: a reason, and evidence that was there before.
/// </summary>
public sealed class GroundsTests
{
    private static Journal Ready => Given.AScoringModel()
        .With(Initiative(), FinancialCase(), Complaint, OutageHours)
        .With(new MeasureOutcome(Outages, 7, Start))
        .With(new PublishRanking(Key.Parse("march-board"), Why));

    private static Ruling Citing(
        EvidenceKind kind, string reference, long? position = null, Journal? journal = null) =>
        (journal ?? Ready).When(
            new ShiftPriority(Croton, 1, Why with { Evidence = [new(kind, reference, position)] }));

    [Theory]
    [InlineData("123456789", false)]
    [InlineData("1234567890", true)]
    [InlineData("  123456789  ", false)]
    [InlineData("", false)]
    public void A_rationale_has_at_least_ten_characters(string rationale, bool accepted)
    {
        var ruling = Ready.When(new ShiftPriority(Croton, 1, new Grounds(rationale)));

        if (accepted)
            ruling.Then(new PriorityShifted(Croton, null, 1, new Grounds(rationale)));
        else
            ruling.ThenRefused("rationale-too-short");
    }

    [Fact]
    public void A_decision_it_carries_out_must_be_known() =>
        Ready.When(new ShiftPriority(Croton, 1, Why with { Decision = Nobody }))
            .ThenRefused("unknown-decision", new Subject(SubjectKind.Decision, Nobody));

    [Theory]
    [InlineData(EvidenceKind.Feedback, "fb-12")]
    [InlineData(EvidenceKind.Measurement, "outages")]
    [InlineData(EvidenceKind.FinancialCase, "croton")]
    [InlineData(EvidenceKind.Ranking, "march-board")]
    [InlineData(EvidenceKind.Document, "https://example.org/minutes.pdf")]
    public void Evidence_in_the_ledger_is_accepted(EvidenceKind kind, string reference) =>
        Assert.Null(Citing(kind, reference).Refusal);

    [Theory]
    [InlineData(EvidenceKind.Feedback, "fb-13")]
    [InlineData(EvidenceKind.Feedback, "Not a key")]
    [InlineData(EvidenceKind.Measurement, "income")]
    [InlineData(EvidenceKind.FinancialCase, "delta")]
    [InlineData(EvidenceKind.Ranking, "april-board")]
    [InlineData(EvidenceKind.Decision, "d-7")]
    public void Evidence_that_is_not_there_is_refused(EvidenceKind kind, string reference) =>
        Assert.Contains($"'{reference}'",
            Citing(kind, reference).ThenRefused("unknown-evidence").Detail,
            StringComparison.Ordinal);

    [Fact]
    public void What_was_defined_but_not_yet_recorded_is_no_evidence()
    {
        var journal = Given.AnInitiative().With(OutageHours);

        Citing(EvidenceKind.Measurement, "outages", journal: journal)
            .ThenRefused("unknown-evidence");
        Citing(EvidenceKind.FinancialCase, "croton", journal: journal)
            .ThenRefused("unknown-evidence");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(null, true)]
    public void A_cited_position_comes_before_the_decision(int? position, bool accepted) =>
        Assert.Equal(accepted ? null : "unknown-evidence",
            Citing(EvidenceKind.Feedback, "fb-12", position).Refusal?.Code);

    [Fact]
    public void A_position_to_come_is_no_evidence() =>
        Citing(EvidenceKind.Feedback, "fb-12", Ready.Book.Position + 1)
            .ThenRefused("unknown-evidence");

    [Theory]
    [InlineData("minutes", null)]
    [InlineData("minutes", "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08")]
    [InlineData("minutes", "9f86d081", "/grounds/evidence/0/sha256")]
    [InlineData("minutes", "zf86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "/grounds/evidence/0/sha256")]
    [InlineData(" ", "", "/grounds/evidence/0/ref", "/grounds/evidence/0/sha256")]
    public void A_document_is_named_and_its_hash_has_64_digits(
        string reference, string? sha256, params string[] pointers)
    {
        var document = new EvidenceReference(EvidenceKind.Document, reference, Sha256: sha256);

        Assert.Equal(
            pointers,
            (Why with { Evidence = [document] }).Faults().Select(f => f.Pointer)
        );
        Assert.Equal(
            pointers.Select(p =>
                p.Replace("/grounds/evidence", "/evidenceShown", StringComparison.Ordinal)
            ),
            new Core.Governance.TableDecision(
                Key.Parse("d-7"),
                "Fund it?",
                EvidenceShown: [document]
            )
                .Faults()
                .Select(f => f.Pointer)
        );
    }

    [Fact]
    public void A_claim_gives_its_reason_too() =>
        Ready.WhenClaimed(new ShiftPriority(Croton, 1, new Grounds("so")))
            .ThenRefused("rationale-too-short");
}
