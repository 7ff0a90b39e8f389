using System.Collections.Immutable;
using PortfolioLedger.Access.Tokens;

namespace PortfolioLedger.Access;

/// <summary>
/// Ids that the ledger itself gives: imports, API tokens, the command line. No provider names
/// somebody so, or they would act as what they are not.
/// </summary>
internal static class Reserved
{
    private static readonly ImmutableArray<string> Prefixes =
        ["import:", ApiToken.ActorPrefix, CommandLineActor.Prefix];

    /// <summary>Somebody a provider names; a 401 problem when the id is the ledger's own.</summary>
    public static KnownCaller Checked(KnownCaller caller) =>
        Prefixes.FirstOrDefault(p => caller.Id.StartsWith(p, StringComparison.Ordinal))
            is not { } prefix
            ? caller
            : throw new AccessDeniedException("unauthenticated",
                $"The token's claim 'sub' begins with '{prefix}', which only the ledger gives. "
                + "Map another claim to 'sub'.");
}
