using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Outcomes;

/// <summary>A benefit, or a harm, was realised.</summary>
/// <param name="Outcome">Which outcome is worth it.</param>
/// <param name="Initiative">Which brings it about.</param>
/// <param name="Period">When.</param>
/// <param name="Kind">Good or harm.</param>
/// <param name="Class">Whether it frees money.</param>
/// <param name="Owner">Who answers for it; as planned if absent.</param>
/// <param name="Amount">
/// How much was realised; positive for harm too, negative takes back what was recorded before.
/// </param>
public sealed record BenefitRealised(
    Key Outcome, Key? Initiative, string Period, BenefitKind Kind, BenefitClass? Class,
    string? Owner, Money Amount) : IBenefitFact, ISelfContained, IReworded
{
    internal BenefitLine Line => new(Outcome, Initiative, Period, Kind, Class);

    public ImmutableArray<Subject> Subjects() => BenefitRules.Subjects(Line);

    public string Sentence(Book book) =>
        BenefitRules.Sentence("realised", book, Line, Amount);

    public string FormerSentence(Book book) =>
        $"Realised {BenefitRules.FormerWords(book, Line, Amount)}";
}

/// <summary>Records what an outcome was worth in a period that has begun, planned or not.</summary>
public sealed record RealiseBenefit(
    Key Outcome, string Period, Money Amount, BenefitKind Kind = BenefitKind.Benefit,
    BenefitClass? Class = null, Key? Initiative = null, string? Owner = null,
    DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Check.Period("/period", Period).Concat(Check.Text("/owner", Owner));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Outcome, Outcome)
            ?? book.RefuseUnknown(SubjectKind.Initiative, Initiative) ?? book.RefuseCurrency(Amount)
            ?? book.RefuseToCome(Period, new Subject(SubjectKind.Outcome, Outcome))
            ?? Verdict.Accept(new BenefitRealised(
                Outcome, Initiative, Period, Kind, Class, Owner, book.InCurrency(Amount)));
}
