using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>Roles somebody has.</summary>
/// <param name="Everywhere">In every portfolio.</param>
/// <param name="ByPortfolio">In single ones, by key; none without a role.</param>
public sealed record Grants(
    ImmutableSortedSet<Role> Everywhere,
    ImmutableSortedDictionary<string, ImmutableSortedSet<Role>> ByPortfolio)
{
    /// <summary>What <c>approver</c> and <c>capital:approver</c> look like, in words.</summary>
    internal static readonly string Form =
        $"a role ({string.Join(", ", Enumeration<Role>.Names)}) or <portfolio>:<role>";

    /// <summary>No role anywhere.</summary>
    public static readonly Grants None = new(
        [], ImmutableSortedDictionary.Create<string, ImmutableSortedSet<Role>>(
            StringComparer.Ordinal));

    /// <summary>One role in every portfolio.</summary>
    public static Grants Of(Role role) => None with { Everywhere = [role] };

    /// <summary>Those of these texts; what is none gives nothing.</summary>
    public static Grants Of(IEnumerable<string> texts) =>
        texts.Aggregate(None, (all, text) => TryRead(text, out var portfolio, out var role)
            ? all.With(portfolio, role) : all);

    /// <summary>The roles in a portfolio; null: where no portfolio is named.</summary>
    public ImmutableSortedSet<Role> In(string? portfolio) =>
        portfolio is not null && ByPortfolio.TryGetValue(portfolio, out var here)
            ? Everywhere.Union(here) : Everywhere;

    /// <summary>The portfolios in which there is a role; null: in all.</summary>
    public string[]? Portfolios => Everywhere.IsEmpty ? [.. ByPortfolio.Keys] : null;

    /// <summary>Reads <c>approver</c> or <c>capital:approver</c>.</summary>
    internal static bool TryRead(string text, out string? portfolio, out Role role)
    {
        var parts = text.Split(':', 2);
        portfolio = parts.Length == 2 ? parts[0] : null;
        return Enumeration<Role>.TryParse(parts[^1], out role)
            && (portfolio is null || Key.TryParse(portfolio, out _));
    }

    private Grants With(string? portfolio, Role role) => portfolio is null
        ? this with { Everywhere = Everywhere.Add(role) }
        : this with
        {
            ByPortfolio = ByPortfolio.SetItem(
                portfolio, ByPortfolio.GetValueOrDefault(portfolio, []).Add(role)),
        };
}
