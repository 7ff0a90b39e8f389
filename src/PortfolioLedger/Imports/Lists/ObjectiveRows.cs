using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Lists;

/// <summary>Weights of objectives: one set, stated by all rows of a list together.</summary>
internal sealed class StatedWeights
{
    private readonly SortedDictionary<Key, decimal> _accepted = [];

    /// <summary>The last row that states one: with it the set is whole.</summary>
    public ListRow? Last { get; }

    /// <summary>The weights of a list.</summary>
    public StatedWeights(IEnumerable<ListRow> rows) =>
        Last = rows.LastOrDefault(r => r.Kind.Subject == SubjectKind.Objective
            && r.Cell("weight") is not null);

    /// <summary>A row with a weight was accepted.</summary>
    public void Accept(ListRow row)
    {
        if (row.Kind.Subject == SubjectKind.Objective && row.Number("weight") is { } weight)
            _accepted[row.Key] = weight;
    }

    /// <summary>The set with the last row.</summary>
    public ImmutableSortedDictionary<Key, decimal> With(ListRow row) => _accepted
        .ToImmutableSortedDictionary().SetItem(row.Key, row.Number("weight")!.Value);
}

/// <summary>Lists of objectives with their weights.</summary>
internal static class ObjectiveRows
{
    /// <summary>One of them.</summary>
    public static void State(RowDecisions d)
    {
        var row = d.Row;
        var parent = d.Known(SubjectKind.Objective, row.Cell("parent"));
        var held = d.Before.Strategy.Find(row.Key);
        if (d.Now.Strategy.Find(row.Key) is null)
            d.Decide(new ProposeObjective(row.Key, d.Required("title"), d.Required("statement"),
                row.Choice<ObjectiveLevel>("level") ?? ObjectiveLevel.Strategic,
                d.Required("owner"), parent, row.Day("horizonEnd"), d.EffectiveOn));
        else
            Revise(d, held, parent);
        if (row.Text("status") != "proposed"
            && held?.StatusOn(d.Day) is null or ObjectiveStatus.Proposed)
            d.Decide(new ApproveObjective(row.Key, d.Grounds), row.Cell("status"));
        if (ReferenceEquals(d.Weights.Last, row))
            Reweight(d);
    }

    private static void Revise(RowDecisions d, Objective? held, Key? parent)
    {
        var row = d.Row;
        Revise(d, ObjectiveField.Title, row.Text("title"), held?.Title.At(d.Day)?.Value);
        Revise(
            d,
            ObjectiveField.Statement,
            row.Text("statement"),
            held?.Statement.At(d.Day)?.Value
        );
        Revise(d, ObjectiveField.Owner, row.Text("owner"), held?.Owner.At(d.Day)?.Value);
        Revise(d, ObjectiveField.Parent, parent?.Value, held?.Parent.At(d.Day)?.Value?.Value);
        Revise(d, ObjectiveField.HorizonEnd, row.Day("horizonEnd")?.ToString("O"),
            held?.HorizonEnd.At(d.Day)?.Value?.ToString("O"));
        if (row.Choice<ObjectiveLevel>("level") is { } level && level != held?.Level)
            d.Left.Add(row.Cell("level")!);
    }

    private static void Revise(RowDecisions d, ObjectiveField field, string? said, string? held)
    {
        if (said is not null && said != held)
            d.Decide(new ReviseObjective(d.Row.Key, field, d.Grounds, held, said),
                d.Row.Cell(CellOf(field)));
    }

    private static string CellOf(ObjectiveField field) => field switch
    {
        ObjectiveField.Title => "title",
        ObjectiveField.Statement => "statement",
        ObjectiveField.Owner => "owner",
        ObjectiveField.Parent => "parent",
        ObjectiveField.HorizonEnd => "horizonEnd",
        _ => throw Enumeration<ObjectiveField>.Undeclared(field),
    };

    private static void Reweight(RowDecisions d)
    {
        var weights = d.Weights.With(d.Row);
        var held = d.Before.Strategy.WeightsOn(d.Day);
        if (!weights.SequenceEqual(held))
            d.Decide(new ReweightObjectives(weights, d.Grounds), d.Row.Cell("weight"));
    }
}
