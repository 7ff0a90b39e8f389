using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Outcomes;

/// <summary>A benefit was planned; planning the same line again replaces the plan.</summary>
/// <param name="Outcome">Which outcome is worth it.</param>
/// <param name="Initiative">Which brings it about.</param>
/// <param name="Period">When.</param>
/// <param name="Kind">Good or harm.</param>
/// <param name="Class">Whether it frees money.</param>
/// <param name="Owner">Who answers for it coming.</param>
/// <param name="Amount">How much it is worth; positive for harm too.</param>
public sealed record BenefitPlanned(
    Key Outcome, Key? Initiative, string Period, BenefitKind Kind, BenefitClass? Class,
    string? Owner, Money Amount) : IBenefitFact, ISelfContained, IReworded
{
    internal BenefitLine Line => new(Outcome, Initiative, Period, Kind, Class);

    public ImmutableArray<Subject> Subjects() => BenefitRules.Subjects(Line);

    public string Sentence(Book book) =>
        BenefitRules.Sentence("planned", book, Line, Amount);

    public string FormerSentence(Book book) =>
        $"Planned {BenefitRules.FormerWords(book, Line, Amount)}";
}

/// <summary>Plans what an outcome is worth in a period, and who answers for it.</summary>
public sealed record PlanBenefit(
    Key Outcome, string Period, Money Amount, BenefitKind Kind = BenefitKind.Benefit,
    BenefitClass? Class = null, Key? Initiative = null, string? Owner = null,
    DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Period("/period", Period)
        .Concat(Check.Text("/owner", Owner))
        .Concat(Check.NotNegative("/amount/amount", Amount.Amount));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredOutcome(Outcome, caller)
            ?? book.RefuseUnknown(SubjectKind.Initiative, Initiative) ?? book.RefuseCurrency(Amount)
            ?? Verdict.Accept(new BenefitPlanned(
                Outcome, Initiative, Period, Kind, Class, Owner, book.InCurrency(Amount)));
}
