using System.Globalization;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Explanation;

/// <summary>What a cause made otherwise, who said so and why, in plain words.</summary>
/// <param name="initiative">Whose rank is explained: its own fields are "its".</param>
/// <param name="book">Whose names.</param>
internal sealed class CauseWords(Key initiative, Book book)
{
    /// <summary>So many things are said of one cause; its list has them all.</summary>
    private const int MaxChanges = 2;

    /// <summary>
    /// As what comes after "because": <c>urgency went from 10 to 3 ("Two more years", ada,
    /// 2026-05-04)</c>.
    /// </summary>
    public string Because(RankCause cause)
    {
        if (cause.Position is null)
            return $"time passed until {cause.EffectiveOn:O}" + Named(cause, cause.Changes);
        // What the fact itself says goes first; criteria that only follow from it name it.
        var said = cause.Changes.Where(c => c.Field != CauseChange.Criterion
            || cause.Type == "criterion-scored").ToList();
        return said.Count > 0 ? Changed(cause, said) + Source(cause)
            : cause.Changes.IsEmpty ? $"of the entry {Prose.Quoted(cause.Sentence)}{Source(cause)}"
            : $"{Changed(cause, cause.Changes)} by the entry {Prose.Quoted(cause.Sentence)}"
                + Source(cause);
    }

    private string Named(RankCause cause, ImmutableArray<CauseChange> changes) =>
        changes.IsEmpty ? "" : $": {Changed(cause, changes)}";

    private string Changed(RankCause cause, IReadOnlyCollection<CauseChange> changes)
    {
        var ordered = changes.OrderByDescending(Concerns).ToList();
        var words = ordered.Take(MaxChanges).Select(c => Phrase(cause, c)).ToList();
        var others = ordered.Skip(MaxChanges).ToList();
        return Prose.List(others.Count == 0 ? words : words.Append(Prose.Count(
            others.Count, others.All(c => c.Field == CauseChange.Weight)
                ? "other weight" : "other thing") + " changed"));
    }

    /// <summary>Weights of objectives it serves concern it more than others.</summary>
    private bool Concerns(CauseChange change) => change.Field != CauseChange.Weight
        || book.Initiatives.Find(initiative) is { } own && own.ContributionsOn(book.Day)
            .Any(c => c.Objective.Value == change.Of && c.Contribution.Strength != Strength.None);

    private string Phrase(RankCause cause, CauseChange c)
    {
        string Own(string what) =>
            cause.Subject.Kind != SubjectKind.Initiative || cause.Subject.Key == initiative
                ? $"its {what}" : $"the {what} of {book.InitiativeName(cause.Subject.Key)}";
        return c.Field switch
        {
            CauseChange.Criterion => Went(c.Of!, c, "was scored", "has no value any more"),
            CauseChange.Contribution => Went(Own("contribution") + $" to {Objective(c)}", c,
                "was claimed as", "was withdrawn"),
            CauseChange.Budget => Went(Own("budget"), c, "was approved at", "was taken away",
                Currency),
            CauseChange.Spend => Went(Own("spend"), c, "came to", "was taken back", Currency),
            CauseChange.Priority => Went(Own("priority class"), c, "became", "was taken away"),
            CauseChange.Stage => (cause.Subject.Key == initiative ? "it"
                : book.InitiativeName(cause.Subject.Key)) + $" was {Step(cause.Type, c.To!)}",
            CauseChange.Weight => Shares(c),
            CauseChange.Status => $"the objective {Objective(c)} was {Prose.Of(c.To!)}",
            CauseChange.Value => Went($"the value of {Outcome(c)}", c, "was measured at",
                "is unknown again"),
            CauseChange.Baseline => Went($"the baseline of {Outcome(c)}", c, "was set to",
                "was taken away"),
            CauseChange.Target => Went($"the target of {Outcome(c)}", c, "was set to",
                "was taken away"),
            CauseChange.Pursued => $"{Outcome(c)} is not pursued any more",
            CauseChange.Model => Model(c),
            _ => throw new ArgumentOutOfRangeException(nameof(c), c.Field, "no field of a cause"),
        };
    }

    private string Currency => " " + book.Details.Currency;

    private string Objective(CauseChange c) => book.ObjectiveName(Key.Parse(c.Of!));

    private string Outcome(CauseChange c) =>
        book.NameOf(new(SubjectKind.Outcome, Key.Parse(c.Of!)));

    /// <summary>From one to the other, with as many digits as tell them apart.</summary>
    private static string Went(
        string what, CauseChange c, string came, string left, string unit = "")
    {
        if (c.To is null)
            return $"{what} {left}";
        if (c.From is null)
            return $"{what} {came} "
                + (Number(c.To) is { } only ? Prose.Number(only) : Confident(c.To)) + unit;
        var (from, to) = Number(c.From) is { } was && Number(c.To) is { } now
            ? Prose.Apart(was, now) : (Confident(c.From), Confident(c.To));
        return $"{what} went from {from} to {to}{unit}";
    }

    /// <summary>A contribution with its confidence, which is stored as a share.</summary>
    private static string Confident(string text) =>
        text.Split(" at ") is [var strength, var share] && Number(share) is { } confidence
            ? $"{strength} at a confidence of {Prose.Percent(confidence)}" : text;

    private string Shares(CauseChange c)
    {
        var what = $"the weight of {Objective(c)}";
        if (c.To is null || Number(c.To) is not { } now)
            return $"{Objective(c)} has no weight any more";
        if (c.From is null || Number(c.From) is not { } was)
            return $"{what} was set to {Prose.Percent(now)}";
        var (from, to) = Prose.PercentApart(was, now);
        return $"{what} went from {from} to {to}";
    }

    private static string Model(CauseChange c)
    {
        if (c.To is null)
            return "no scoring model is in force any more";
        var of = c.To.Split('@');
        var adopted = $"version {of[1]} of the scoring model {of[0]} was adopted";
        return c.From is null ? adopted
            : c.From.Split('@') is [var model, var version] && model == of[0]
                ? $"{adopted} in place of version {version}"
            : $"{adopted} in place of {c.From.Split('@')[0]}";
    }

    /// <summary>A step in the past tense.</summary>
    public static string Step(string type, string stage) => type switch
    {
        "initiative-started" => "started",
        "initiative-resumed" => "resumed",
        "initiative-reopened" => "reopened",
        _ => Prose.Of(stage),
    };

    /// <summary>Why, who and when, in brackets.</summary>
    private static string Source(RankCause c) => Source(c.Rationale, c.Actor, When(c));

    /// <summary>Why, who and when, in brackets; what is unknown is left out.</summary>
    public static string Source(string? rationale, string? actor, string? when) =>
        string.Join(", ", new[] { rationale is null ? null : Prose.Reason(rationale),
            // Without a reason before it, an id like "it" would not read as somebody's.
            actor is null || rationale is not null ? actor : $"by {actor}", when }
            .Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } parts
                ? $" ({parts})" : "";

    private static string When(RankCause c) =>
        c.CameIntoEffect ? $"in force since {c.EffectiveOn:O}"
        : c.Correction ? FormattableString.Invariant(
            $"recorded on {c.KnownAt:yyyy-MM-dd} with effect from {c.EffectiveOn:O}")
        : $"{c.EffectiveOn:O}";

    private static decimal? Number(string text) => decimal.TryParse(
        text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
