using System.Text.RegularExpressions;

namespace PortfolioLedger.Core.Privacy;

/// <summary>A fact about the words of persons; it changes nothing that was decided.</summary>
public interface IPrivacyFact : IUnreported;

/// <summary>
/// Words of a person were erased: salt and text are destroyed in the side table, and nobody can
/// tell any more what they were. The events that hold their commitments stay as they are, so every
/// proof and every digest does too.
/// </summary>
/// <param name="Subject">Whose words, or what about: feedback or a stakeholder.</param>
/// <param name="Commitments">To the words, as the events that recorded them hold them.</param>
/// <param name="Reason">Why; it cannot be erased, so it must not repeat the words.</param>
public sealed record PersonalTextsErased(
    Subject Subject, ImmutableArray<string> Commitments, string Reason)
    : IPrivacyFact, ISelfContained, IRecordOnly
{
    public ImmutableArray<Subject> Subjects() => [Subject];

    public string Sentence(Book book) =>
        $"Erased {(Commitments.Length == 1 ? "a text" : $"{Commitments.Length} texts")} of the "
        + $"{Prose.Of(Subject.Kind)} {Subject.Key}: {Reason}";
}

/// <summary>A personal text as it is kept beside the journal.</summary>
/// <param name="Position">Of the event that recorded it.</param>
/// <param name="Commitment">To it, in that event.</param>
/// <param name="Words">The text; null when it was erased.</param>
/// <param name="ErasedOn">The day it was erased; null while it is there.</param>
/// <param name="ErasedBy">The position of the event that erased it; null likewise.</param>
public sealed record KeptText(
    long Position, string Commitment, string? Words, DateOnly? ErasedOn = null,
    long? ErasedBy = null);

/// <summary>
/// Erases words of customers and names of stakeholders for good. What there is of them lies beside
/// the journal, so whoever carries the command out says it: see <see cref="Kept"/>.
/// </summary>
/// <param name="Subject"><c>feedback/&lt;key&gt;</c> or <c>stakeholder/&lt;key&gt;</c>.</param>
/// <param name="Reason">Why, at least ten characters, without the words themselves.</param>
/// <param name="Positions">
/// Only the texts that these events recorded; every text of the subject if absent.
/// </param>
public sealed record ErasePersonalTexts(
    Subject Subject, string Reason, ImmutableArray<long>? Positions = null)
    : ICommand, IChecked, ITakenWhenClosed
{
    /// <summary>The shortest reason accepted, in characters.</summary>
    public const int MinReasonLength = Grounds.MinRationaleLength;

    /// <summary>The texts of the subject that were ever kept, by position.</summary>
    public ImmutableArray<KeptText> Kept { get; init; } = [];

    DateOnly? ICommand.EffectiveOn => null;

    /// <summary>Whether something of this kind can have words that can be erased.</summary>
    public static bool HasWords(SubjectKind kind) =>
        kind is SubjectKind.Feedback or SubjectKind.Stakeholder;

    public IEnumerable<FieldFault> Faults() => FaultsOfSubject()
        .Concat(Check.Text("/reason", Reason))
        .Concat(Reason.Trim().Length is > 0 and < MinReasonLength
            ? [new("/reason", $"must have at least {MinReasonLength} characters: say why")] : [])
        .Concat(Positions is { IsDefaultOrEmpty: true }
            ? [new("/positions", "must name at least one position, or be left out for every text")]
            : [])
        .Concat(Check.NotTooMany("/positions", Positions))
        .Concat(Check.Distinct("/positions", Positions));

    public Verdict Decide(Book book, Caller caller)
    {
        if (Kept.IsEmpty && !book.Has(Subject))
            return Refusal.Unknown(Subject);
        if (RefusePositions() is { } elsewhere)
            return elsewhere;
        ImmutableArray<KeptText> asked =
            [.. Kept.Where(text => Positions?.Contains(text.Position) != false)];
        ImmutableArray<KeptText> open = [.. asked.Where(text => text.Words is not null)];
        return (open.IsEmpty ? RefuseNothing(asked) : RefuseReason(open))
            ?? Verdict.Accept(new PersonalTextsErased(
                Subject, [.. open.Select(text => text.Commitment)], Reason));
    }

    private IEnumerable<FieldFault> FaultsOfSubject() => HasWords(Subject.Kind) ? []
        : [new("/subject", "must be feedback/<key> or stakeholder/<key>: only their words are "
            + "kept where they can be erased")];

    private Refusal? RefusePositions()
    {
        foreach (var position in Positions ?? [])
            if (Kept.All(text => text.Position != position))
                return new("no-personal-text",
                    $"The event at position {position} recorded no words of {Named}; name "
                    + $"{Recorded}.", Subject);
        return null;
    }

    private Refusal RefuseNothing(ImmutableArray<KeptText> asked) => asked.IsEmpty
        ? new("nothing-to-erase",
            $"No words of {Named} were ever recorded; there is nothing that needs to be erased.",
            Subject)
        : new("nothing-to-erase",
            $"The words of {Named} were erased before, on {asked.Max(text => text.ErasedOn):O} at "
            + $"position {asked.Max(text => text.ErasedBy)}; nothing is left that needs it.",
            Subject);

    private string Recorded => Kept.IsEmpty ? "another subject, this one has none"
        : string.Join(" or ", Kept.Select(text => text.Position).Distinct());

    /// <summary>The reason stays for ever: with it the words would.</summary>
    private Refusal? RefuseReason(ImmutableArray<KeptText> open)
    {
        var reason = Plain(Reason);
        return open.Any(text => Repeats(reason, Plain(text.Words!)))
            ? new("reason-repeats-words",
                "The reason repeats the words that are to be erased, and would keep them for ever; "
                + "say why without them, like 'The person asked for it in writing'.", Subject)
            : null;
    }

    /// <summary>As words of their own: <c>Tom</c> is not repeated by <c>customer</c>.</summary>
    private static bool Repeats(string reason, string words) => Regex.IsMatch(
        reason, $@"(?<!\w){Regex.Escape(words)}(?!\w)", RegexOptions.CultureInvariant);

    private string Named => $"the {Prose.Of(Subject.Kind)} '{Subject.Key}'";

    /// <summary>Without differences of case and of white space.</summary>
    private static string Plain(string text) => string.Join(' ', text.ToUpperInvariant()
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
