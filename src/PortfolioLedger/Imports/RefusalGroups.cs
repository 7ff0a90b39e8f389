using System.Collections.Immutable;

namespace PortfolioLedger.Imports;

/// <summary>Numbers in a row, both ends included.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public sealed record NumberRange(long From, long To)
{
    /// <summary>Numbers as ranges, in order and each once.</summary>
    public static ImmutableArray<NumberRange> Of(IEnumerable<long> numbers)
    {
        var ranges = ImmutableArray.CreateBuilder<NumberRange>();
        foreach (var number in numbers.Distinct().Order())
            if (ranges.Count > 0 && ranges[^1].To == number - 1)
                ranges[^1] = ranges[^1] with { To = number };
            else
                ranges.Add(new(number, number));
        return ranges.ToImmutable();
    }
}

/// <summary>One cause, with all it refuses.</summary>
/// <param name="Code">As of the faults.</param>
/// <param name="Detail">What was wrong and what would be right.</param>
/// <param name="List">In which list of the file; null when it holds one history.</param>
/// <param name="Columns">Headers of the cells; empty when rows as a whole are refused.</param>
/// <param name="Rows">Rows of data, from 1.</param>
/// <param name="Lines">Lines of the file, or rows of the sheet, from 1.</param>
/// <param name="Count">How many cells, or rows as a whole.</param>
/// <param name="Values">The first few different values that stand in the cells.</param>
public sealed record RefusalGroup(
    string Code, string Detail, string? List, ImmutableArray<string> Columns,
    ImmutableArray<NumberRange> Rows, ImmutableArray<NumberRange> Lines, int Count,
    ImmutableArray<string> Values)
{
    /// <summary>The most values of a group; the refused rows have them all.</summary>
    public const int MaxValues = 5;

    /// <summary>
    /// Equal faults as one each: those that refuse most first, then in the order of the file.
    /// </summary>
    public static ImmutableArray<RefusalGroup> Of(IEnumerable<RefusedRow> refused) =>
    [
        .. refused.SelectMany(row => row.Faults, (row, fault) => (row, fault))
            .GroupBy(f => (f.fault.Code, f.fault.Detail, f.row.List))
            .Select(g => new RefusalGroup(g.Key.Code, g.Key.Detail, g.Key.List,
                Different(g.Select(f => f.fault.Column)),
                NumberRange.Of(g.Select(f => (long)f.row.Row)),
                NumberRange.Of(g.Select(f => f.row.Line)), g.Count(),
                [.. Different(g.Select(f => f.fault.Value)).Take(MaxValues)]))
            .OrderByDescending(g => g.Count),
    ];

    private static ImmutableArray<string> Different(IEnumerable<string?> texts) =>
        [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];
}
