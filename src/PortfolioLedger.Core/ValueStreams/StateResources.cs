using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.ValueStreams;

/// <summary>The money and people a value stream needs in a period were stated.</summary>
/// <param name="Money">Money it needs in the period.</param>
/// <param name="Fte">People it needs, in full-time equivalents.</param>
public sealed record ResourcesStated(Key ValueStream, string Period, Money Money, decimal Fte)
    : IValueStreamFact, ISelfContained
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ValueStream, ValueStream)];

    public string Sentence(Book book) => FormattableString.Invariant(
        $"Stated that {book.NameOf(Subjects()[0])} needs {Money} and {Fte:0.##} FTE in {Period}");
}

/// <summary>States the money and the full-time equivalents a value stream needs: both.</summary>
public sealed record StateResources(
    Key ValueStream,
    string Period,
    Money? Money = null,
    decimal? Fte = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Period("/period", Period)
        .Concat(Check.NotNegative("/money/amount", Money?.Amount))
        .Concat(Check.Fte("/fte", Fte));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseValueStream(ValueStream) ?? Decide(book);

    private Verdict Decide(Book book) =>
        Money is not { } money
            ? Missing("money-missing", "the money it needs, as amount and currency")
        : Fte is not { } fte
            ? Missing("fte-missing", "the people it needs, in full-time equivalents")
        : book.RefuseCurrency(money)
            ?? Verdict.Accept(
                new ResourcesStated(ValueStream, Period, book.InCurrency(money), fte)
            );

    private Refusal Missing(string code, string what) => new(code,
        $"A value stream needs money and people; state also {what}.",
        new Subject(SubjectKind.ValueStream, ValueStream));
}
