using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Pages.Views;

/// <summary>The first page of a portfolio: where it stands, and what changed.</summary>
/// <param name="Overview">Key figures.</param>
/// <param name="Ranking">The best of it.</param>
/// <param name="Changes">What changed since the board saw it last.</param>
/// <param name="Moves">
/// The ranking then and now; null where there was nothing then or nothing is ranked.
/// </param>
/// <param name="Asks">Of whose move somebody will ask; null where nobody moved.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
/// <param name="Earlier">A day at which the board may have looked.</param>
public sealed record OverviewContentModel(
    Overview Overview, Ranking Ranking, Changes Changes, InitiativeComparison? Moves,
    MovedSince? Asks, PageLinks Links, DateOnly Earlier)
{
    /// <summary>Key figures as they were at the last review; null where there was none.</summary>
    public Overview? Then { get; init; }

    /// <summary>The budget that changed most meanwhile, where nothing is ranked.</summary>
    public ChangedBudget? Budget { get; init; }

    /// <summary>Ranks of the best over the last reviews; null where nothing is ranked.</summary>
    public SeriesModel? Ranks { get; init; }

    /// <summary>
    /// How a key figure changed since the last review: <c>▲2</c>, <c>▼1</c>; nothing where it did
    /// not, or where it was unknown.
    /// </summary>
    public string ChangeOf(KeyFigure figure) =>
        Then?.Figures.FirstOrDefault(f => f.Figure == figure.Figure) is { Value: { } before }
        && figure.Value is { } now ? Math.Round(now - before, 1) switch
        {
            > 0 and var more => $"▲{Values.Number(more)}",
            < 0 and var less => $"▼{Values.Number(-less)}",
            _ => "",
        } : "";

    /// <summary>How the rank of an initiative changed: <c>▲2</c>, <c>▼1</c>, <c>new</c>.</summary>
    public string MoveOf(RankedItem item) =>
        Moves?.Items.FirstOrDefault(i => i.Initiative == item.Initiative) is not { } move ? ""
        : move.FromRank is null ? "new"
        : move.RankChange switch
        {
            < 0 and { } up => $"▲{-up}",
            > 0 and { } down => $"▼{down}",
            _ => "=",
        };
}

/// <summary>An initiative that moved in the ranking since a moment.</summary>
/// <param name="Moved">From where to where.</param>
/// <param name="From">The position then.</param>
/// <param name="Review">The review that ended then; null where none did.</param>
public sealed record MovedSince(ComparedInitiative Moved, long From, string? Review)
{
    /// <summary>Who fell the farthest and is still ranked; null where nobody fell.</summary>
    public static ComparedInitiative? FarthestFall(InitiativeComparison moves) => moves.Items
        .Where(i => i.RankChange > 0).OrderByDescending(i => i.RankChange).FirstOrDefault();

    /// <summary>Who rose the farthest; null where nobody rose.</summary>
    public static ComparedInitiative? FarthestRise(InitiativeComparison moves) => moves.Items
        .Where(i => i.RankChange < 0).OrderBy(i => i.RankChange).FirstOrDefault();
}

/// <summary>The budget of an initiative that was another at an earlier moment.</summary>
/// <param name="Initiative">Whose.</param>
/// <param name="Name">For people.</param>
/// <param name="From">In the currency of the portfolio, then.</param>
/// <param name="To">The same now.</param>
public sealed record ChangedBudget(Key Initiative, string Name, decimal From, decimal To)
{
    /// <summary>By how much it is more now.</summary>
    public decimal Change => To - From;

    /// <summary>The one that changed most; null where none was known at both times.</summary>
    public static ChangedBudget? Greatest(StateComparison states) => states.Items
        .Where(s => s.Field == StateDifference.Budget).Select(Of).OfType<ChangedBudget>()
        .OrderByDescending(b => Math.Abs(b.Change)).ThenBy(b => b.Initiative).FirstOrDefault();

    private static ChangedBudget? Of(ComparedState state) =>
        decimal.TryParse(state.From, CultureInfo.InvariantCulture, out var from)
        && decimal.TryParse(state.To, CultureInfo.InvariantCulture, out var to)
            ? new(state.Initiative, state.Name, from, to) : null;
}
