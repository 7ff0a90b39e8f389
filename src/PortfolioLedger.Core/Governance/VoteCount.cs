namespace PortfolioLedger.Core.Governance;

/// <summary>By what an outcome came about; stored by name.</summary>
public enum DecidedBy
{
    /// <summary>No vote is recorded; the outcome is what somebody stated.</summary>
    Statement,
    /// <summary>More than half of those who took part voted for it.</summary>
    Majority,
    /// <summary>The votes were tied, and the chair decided.</summary>
    CastingVote,
    /// <summary>The votes did not carry it; they were overridden for a reason.</summary>
    Override,
    /// <summary>
    /// The votes did not carry it and nothing says why it holds: a claim of a source, or recorded
    /// before votes were binding.
    /// </summary>
    NotCarried,
}

/// <summary>
/// The chair's casting vote on a tie. What it was for is what was decided; the chair may have voted
/// before as everybody else.
/// </summary>
/// <param name="Option">For what.</param>
/// <param name="By">Opaque id of the chair; who records the outcome if absent.</param>
public sealed record CastingVote(string Option, string? By = null)
{
    internal IEnumerable<FieldFault> Faults(string pointer) =>
        Check.Text($"{pointer}/option", Option).Concat(Check.Text($"{pointer}/by", By));
}

/// <summary>How the votes on a decision came out.</summary>
/// <param name="ByOption">How many voted for each option that got a vote.</param>
/// <param name="TookPart">
/// How many took part: who voted or, if more, as many as are said to have taken part. Who took part
/// and did not vote abstained.
/// </param>
public sealed record VoteCount(ImmutableSortedDictionary<string, int> ByOption, int TookPart)
{
    /// <summary>How many voted.</summary>
    public int Cast => ByOption.Values.Sum();

    /// <summary>The options with the most votes: none without votes, several on a tie.</summary>
    public ImmutableArray<string> Leading =>
        ByOption.IsEmpty ? [] : [.. ByOption.Where(o => o.Value == Most).Select(o => o.Key)];

    /// <summary>No option has more votes than every other.</summary>
    public bool IsTied => Leading.Length > 1;

    /// <summary>
    /// The option that won: more than half of those who took part voted for it; null when none did.
    /// </summary>
    public string? Winner => 2 * Most > TookPart ? Leading[0] : null;

    private int Most => ByOption.IsEmpty ? 0 : ByOption.Values.Max();

    /// <summary>How many voted for an option.</summary>
    public int For(string option) => ByOption.GetValueOrDefault(option);

    /// <summary>How many voted for another option.</summary>
    public int Against(string option) => Cast - For(option);

    /// <summary>How the votes on a decision stand.</summary>
    /// <param name="decision">Which.</param>
    /// <param name="stated">How many are said to have taken part.</param>
    public static VoteCount Of(BoardDecision decision, int? stated)
    {
        var by = Ordered.ByText<int>();
        foreach (var vote in decision.Ballots())
            by = by.SetItem(vote.Option, by.GetValueOrDefault(vote.Option) + 1);
        return new(by, Math.Max(decision.Votes.Count, stated ?? 0));
    }

    /// <summary>By what an outcome came about.</summary>
    public DecidedBy Carried(string option, CastingVote? casting, string? overrideReason) =>
        Cast == 0 ? DecidedBy.Statement
        : Winner == option ? DecidedBy.Majority
        : casting is not null ? DecidedBy.CastingVote
        : overrideReason is not null ? DecidedBy.Override
        : DecidedBy.NotCarried;

    /// <summary>As in the middle of a sentence: <c>fund 2, defer 1</c>.</summary>
    public override string ToString() => string.Join(", ", ByOption
        .OrderByDescending(o => o.Value).ThenBy(o => o.Key, StringComparer.Ordinal)
        .Select(o => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{o.Key} {o.Value}")));

    /// <summary>How an outcome came about, as it follows the question in a sentence.</summary>
    internal string Clause(string option, CastingVote? casting, string? overrideReason)
    {
        var by = Carried(option, casting, overrideReason);
        return by switch
        {
            DecidedBy.Statement => "",
            DecidedBy.Majority => $" by {Votes(For(option))} to {Against(option)}",
            DecidedBy.CastingVote =>
                $" by the chair's casting vote ({casting!.By}) after a tie of {Votes(Most)} each",
            DecidedBy.Override => $"{Uncarried(option)}, overriding them",
            DecidedBy.NotCarried => Uncarried(option),
            _ => throw Enumeration<DecidedBy>.Undeclared(by),
        };
    }

    private string Uncarried(string option) => !Leading.Contains(option)
        ? $" against the votes ({Votes(For(option))} to {Against(option)})"
        : IsTied ? $" on tied votes ({Votes(Most)} each)"
        : $" without a majority of the votes ({Votes(Most)} of {TookPart})";

    private static string Votes(int count) => Prose.Count(count, "vote");
}
