namespace PortfolioLedger.Core.Outcomes;

/// <summary>What planning and realising benefits share.</summary>
internal static class BenefitRules
{
    /// <summary>The outcome, and the initiative if it is known.</summary>
    public static ImmutableArray<Subject> Subjects(BenefitLine line) =>
        line.Initiative is { } initiative
            ? [new(SubjectKind.Outcome, line.Outcome), new(SubjectKind.Initiative, initiative)]
            : [new(SubjectKind.Outcome, line.Outcome)];

    /// <summary>Kind, amount, outcome, initiative and period in words.</summary>
    public static string Words(Book book, BenefitLine line, Money amount) =>
        $"a {Enumeration<BenefitKind>.NameOf(line.Kind)} of {amount} from "
        + book.NameOf(new(SubjectKind.Outcome, line.Outcome))
        + (line.Initiative is { } initiative ? $" through {book.InitiativeName(initiative)}" : "")
        + $" in {line.Period}";
}
