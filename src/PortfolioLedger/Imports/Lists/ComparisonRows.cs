using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Lists of objectives compared in pairs (AHP): a row for each objective, a column for each one it
/// is compared with. All rows are one matrix, decided with the last one that states anything.
/// </summary>
internal static class ComparisonRows
{
    private const string Comparison = "comparison";

    /// <summary>The kind of these lists.</summary>
    public static readonly ListKind Kind = new(
        "objective-comparisons", SubjectKind.Objective, "growth",
        [
            new(Comparison, FieldForm.Number, "",
                "how many times as important the objective of the row is: 1 equally, 3 moderately, "
                    + "5 strongly, 7 very strongly, 9 extremely more, 2, 4, 6, 8 between; every "
                    + "two objectives once, the other way round is its reciprocal. The ledger "
                    + "computes the weights (AHP) and refuses a consistency ratio above 0.10; "
                    + "leave the weights of the list of objectives blank then",
                Per: "objective"),
        ],
        State);

    private static void State(RowDecisions d)
    {
        // Each row answers for what it names; the matrix is whole with the last one.
        var isKnown = d.Known(SubjectKind.Objective, Named(d)) is not null;
        foreach (var cell in d.Row.Each(Comparison))
        {
            isKnown &= d.Known(SubjectKind.Objective, cell, cell.For!) is not null;
            if (cell.AsNumber > 0)
                continue;
            d.Refuse(cell, "malformed", "must be positive: 3 for three times as important");
            isKnown = false;
        }
        if (isKnown && ReferenceEquals(d.Comparisons.Last, d.Row))
            Reweight(d);
    }

    /// <summary>The cell that names the objective of the row.</summary>
    private static ListCell Named(RowDecisions d) =>
        new("", null, d.Row.Id, d.List.ExternalId.Column, d.Row.Id);

    private static void Reweight(RowDecisions d)
    {
        if (d.Weights.Last is { } stated)
        {
            d.Refuse(d.Row.Each(Comparison).First(), "weights-twice",
                "compares objectives whose weights the list of objectives states as well, in row "
                + $"{stated.Place.Row}: leave one of the two blank");
            return;
        }
        var said = d.Comparisons.Said(d);
        var order = said.Keys.SelectMany(pair => new[] { pair.Row, pair.Column }).Distinct()
            .Order().ToImmutableArray();
        foreach (var (one, other) in Pairs(order))
            if (!said.ContainsKey((one, other)) && !said.ContainsKey((other, one)))
                d.Miss(Comparison, $"must say how '{one}' and '{other}' compare: every two "
                    + "objectives are compared once");
        if (!d.Faults.IsEmpty)
            return;
        var matrix = order
            .Select(row => order.Select(column => Entry(said, row, column)).ToImmutableArray())
            .ToImmutableArray();
        // The same weights again are no decision.
        if (Ahp.Fault(matrix) is not null || !Ahp.Compute(matrix).Weights.Zip(order)
                .OrderBy(w => w.Second).Select(w => KeyValuePair.Create(w.Second, w.First))
                .SequenceEqual(d.Before.Strategy.WeightsOn(d.Day)))
            d.Decide(new ReweightObjectives(
                null, d.Grounds, WeightingMethod.Ahp, matrix, order),
                [.. d.Row.Each(Comparison)]);
    }

    private static IEnumerable<(Key One, Key Other)> Pairs(ImmutableArray<Key> order) =>
        order.SelectMany((one, i) => order.Skip(i + 1).Select(other => (one, other)));

    /// <summary>As said; else the reciprocal of the other way round, and 1 for itself.</summary>
    private static decimal Entry(
        Dictionary<(Key Row, Key Column), decimal> said, Key row, Key column) =>
        said.TryGetValue((row, column), out var entry) ? entry
        : row == column ? 1 : 1 / said[(column, row)];

    /// <summary>All cells of the list by what they compare; unknown ones were refused.</summary>
    private static Dictionary<(Key Row, Key Column), decimal> Said(
        this StatedComparisons list, RowDecisions d)
    {
        var said = new Dictionary<(Key, Key), decimal>();
        foreach (var row in list.Rows)
            if (d.Named(SubjectKind.Objective, row.Id) is { } one)
                foreach (var cell in row.Each(Comparison).Where(c => c.AsNumber > 0))
                    if (d.Named(SubjectKind.Objective, cell.For!) is { } other)
                        said[(one, other)] = cell.AsNumber;
        return said;
    }
}

/// <summary>Comparisons of objectives: one matrix, stated by all rows of a list.</summary>
internal sealed class StatedComparisons(IEnumerable<ListRow> rows)
{
    /// <summary>All rows.</summary>
    public ImmutableArray<ListRow> Rows { get; } =
        [.. rows.Where(r => r.Kind == ComparisonRows.Kind)];

    /// <summary>The last row that states one: with it the matrix is whole.</summary>
    public ListRow? Last => Rows.LastOrDefault(r => !r.Cells.IsEmpty);
}
