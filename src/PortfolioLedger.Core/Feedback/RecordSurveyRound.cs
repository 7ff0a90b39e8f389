using System.Globalization;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Feedback;

/// <summary>A survey round was held: how many gave each mark.</summary>
/// <param name="Survey">The key of the round.</param>
/// <param name="About">What they were asked about.</param>
/// <param name="Initiative">Which product or initiative.</param>
/// <param name="Audience">Who was asked.</param>
/// <param name="Scale">On which scale.</param>
/// <param name="Counts">How many gave each mark.</param>
/// <param name="Invited">How many were asked.</param>
/// <param name="On">The day of the round.</param>
public sealed record SurveyRoundRecorded(
    Key Survey, SurveyAbout About, Key? Initiative, string? Audience, SurveyScale Scale,
    ImmutableSortedDictionary<int, int> Counts, int? Invited, DateOnly? On)
    : ISurveyFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => Initiative is { } initiative
        ? [new(SubjectKind.Survey, Survey), new(SubjectKind.Initiative, initiative)]
        : [new(SubjectKind.Survey, Survey)];

    public string Sentence(Book book) =>
        $"Recorded {Prose.Count(Counts.Values.Sum(), "answer")} "
        + $"({Enumeration<SurveyScale>.NameOf(Scale).ToUpperInvariant()}) about "
        + (Initiative is { } initiative ? book.InitiativeName(initiative) : "the PMO")
        + (Audience is null ? "" : $" from {Audience}");

    public string FormerSentence(Book book) => $"Recorded {Counts.Values.Sum()} answers "
        + $"({Enumeration<SurveyScale>.NameOf(Scale)}) about "
        + (Initiative is { } initiative ? book.InitiativeName(initiative) : "the PMO")
        + (Audience is null ? "" : $" from {Audience}");

    public DateOnly? OwnDay() => On;
}

/// <summary>Records a round of a survey by how many gave each mark of its scale.</summary>
/// <param name="Key">Of the round.</param>
/// <param name="About">What they were asked about.</param>
/// <param name="Scale">On which scale.</param>
/// <param name="Counts">How many gave each mark, <c>{"4":90,"5":60}</c>.</param>
/// <param name="Initiative">Which product or initiative; none when about the PMO.</param>
/// <param name="Audience">Who was asked.</param>
/// <param name="N">How many answered; if given, the sum of the counts.</param>
/// <param name="Invited">How many were asked; at least as many as answered.</param>
/// <param name="On">The day of the round; not to come.</param>
/// <param name="EffectiveOn">The business day; that of the round if absent.</param>
public sealed record RecordSurveyRound(
    Key Key, SurveyAbout About, SurveyScale Scale, ImmutableSortedDictionary<string, int> Counts,
    Key? Initiative = null, string? Audience = null, int? N = null, int? Invited = null,
    DateOnly? On = null, DateOnly? EffectiveOn = null) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.Survey, Key);

    public IEnumerable<FieldFault> Faults() => Check.Text("/audience", Audience)
        .Concat(About == SurveyAbout.Pmo == (Initiative is null) ? []
            : [new("/initiative", About == SurveyAbout.Pmo
                ? "must be left out when the survey is about the PMO"
                : "is needed: which product or initiative the survey is about")])
        .Concat(Counts.Where(c => c.Value < 0)
            .Select(c => new FieldFault($"/counts/{c.Key}", "must not be negative")));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Initiative, Initiative) ?? RefuseNoProduct(book)
            ?? RefuseFuture(book) ?? RefuseMarks() ?? RefuseSum()
            ?? Verdict.Accept(new SurveyRoundRecorded(Key, About, Initiative, Audience, Scale,
                Counts.ToImmutableSortedDictionary(c => MarkOf(c.Key)!.Value, c => c.Value),
                Invited, On));

    private Refusal? RefuseNoProduct(Book book) =>
        About != SurveyAbout.Product
        || book.Initiatives.Find(Initiative!.Value)!.KindOn(book.Day)
            == InitiativeKind.Product
            ? null
            : new Refusal(
                "not-a-product",
                $"'{Initiative}' is not a product; name one that is, or ask about the initiative.",
                new Subject(SubjectKind.Initiative, Initiative.Value)
            );

    private Refusal? RefuseFuture(Book book) =>
        On is not { } on || on <= book.Day
            ? null
            : new Refusal(
                "future-measurement",
                $"Nobody can have answered on {on:O}, which is to come; give {book.Day:O} or an "
                    + "earlier day.",
                Created
            );

    private Refusal? RefuseMarks()
    {
        var (min, max) = Scale.Bounds();
        foreach (var mark in Counts.Keys)
            if (MarkOf(mark) is not { } value || value < min || value > max)
                return new("score-out-of-scale", $"'{mark}' is not on the scale; give "
                    + $"whole marks from {min} to {max}.", Created);
        return null;
    }

    private Refusal? RefuseSum()
    {
        var sum = Counts.Values.Sum(c => (long)c);
        var fault = sum > int.MaxValue ? $"The counts add up to {sum}, more than a survey can "
            + "have; record it in several rounds."
            : N is { } n && n != sum
                ? $"The counts add up to {sum}, not to {n}; correct them or leave n out."
            : Invited < sum
                ? $"The counts add up to {sum}, more than the {Invited} who were asked; correct "
                    + "one of them."
            : null;
        return fault is null ? null : new("counts-do-not-add-up", fault, Created);
    }

    private static int? MarkOf(string mark) =>
        mark is { Length: 1 or 2 } and not ['0', _] && int.TryParse(
            mark, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
