namespace PortfolioLedger.Core.Outcomes;

/// <summary>What planning and realising benefits share.</summary>
internal static class BenefitRules
{
    /// <summary>The outcome, and the initiative if it is known.</summary>
    public static ImmutableArray<Subject> Subjects(BenefitLine line) =>
        line.Initiative is { } initiative
            ? [new(SubjectKind.Outcome, line.Outcome), new(SubjectKind.Initiative, initiative)]
            : [new(SubjectKind.Outcome, line.Outcome)];

    /// <summary>
    /// What was planned or realised; an amount below zero takes back some of it.
    /// </summary>
    public static string Sentence(string done, Book book, BenefitLine line, Money amount)
    {
        var kind = Prose.Of(line.Kind);
        var what = amount.Amount < 0
            ? $"Took {amount with { Amount = -amount.Amount }} back from the {kind} {done}"
            : $"{char.ToUpperInvariant(done[0])}{done[1..]} a {kind} of {amount}";
        return $"{what} from {Source(book, line)} {Prose.Within(line.Period)}";
    }

    /// <summary>Kind, amount, outcome, initiative and period as they were worded before.</summary>
    public static string FormerWords(Book book, BenefitLine line, Money amount) =>
        $"a {Enumeration<BenefitKind>.NameOf(line.Kind)} of {amount} from {Source(book, line)} "
        + $"in {line.Period}";

    private static string Source(Book book, BenefitLine line) =>
        book.NameOf(new(SubjectKind.Outcome, line.Outcome))
        + (line.Initiative is { } initiative ? $" through {book.InitiativeName(initiative)}" : "");
}
