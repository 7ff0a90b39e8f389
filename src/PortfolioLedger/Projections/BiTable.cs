using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Projections;

/// <summary>The rows of a table on one day: JSON by key.</summary>
internal sealed class DailyRows(ImmutableSortedDictionary<string, string> rows)
{
    public static readonly DailyRows None =
        new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public ImmutableSortedDictionary<string, string> Rows => rows;
}

/// <summary>One of the tables that hold a state through time.</summary>
/// <param name="Name">In schema <c>ledger</c>.</param>
/// <param name="KeyColumn">What a row is about.</param>
/// <param name="Of">The rows of a book on its day.</param>
internal sealed record BiTable(string Name, string KeyColumn, Func<Book, DailyRows> Of)
{
    /// <summary>Fields are named as columns are; numbers are rounded as in every view.</summary>
    public static readonly JsonSerializerOptions Json = new(ViewJson.Options)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<BiTable> All =
    [
        Create("bi_initiative", "initiative", InitiativeRow.Compute, r => r.Initiative.Value),
        Create("bi_objective", "objective", ObjectiveRow.Compute, r => r.Objective.Value),
        Create("bi_alignment", "initiative", AlignmentRow.Compute, r => r.Initiative.Value),
        Create("bi_rank_history", "initiative", RankRow.Compute, r => r.Initiative.Value),
        Create("bi_outcome", "outcome", OutcomeRow.Compute, r => r.Outcome.Value),
        Create("bi_benefit", "line", BenefitRow.Compute, r => r.Line),
        Create("bi_financials", "initiative", FinancialsRow.Compute, r => r.Initiative.Value),
        Create("bi_listening", "segment", ListeningRow.Compute, r => r.Segment),
        Create("bi_capacity", "line", CapacityRow.Compute, r => r.Line),
        Create("bi_board_decision", "board_decision", BoardDecisionRow.Compute, r =>
            r.BoardDecision.Value
        ),
    ];

    /// <summary>The rows of all tables on the day of a book.</summary>
    public static ImmutableArray<DailyRows> RowsOf(Book book) => [.. All.Select(t => t.Of(book))];

    /// <summary>Before anything was recorded.</summary>
    public static ImmutableArray<DailyRows> Nothing { get; } = [.. All.Select(_ => DailyRows.None)];

    private static BiTable Create<TRow>(
        string name,
        string keyColumn,
        Func<Book, IEnumerable<TRow>> rows,
        Func<TRow, string> key
    ) =>
        new(name, keyColumn, book =>
            new(
                rows(book)
                    .ToImmutableSortedDictionary(
                        key,
                        row => JsonSerializer.Serialize(row, Json),
                        StringComparer.Ordinal
                    )
            )
        );
}
