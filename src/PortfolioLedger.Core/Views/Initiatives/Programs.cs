using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>One program with everything in it, itself included.</summary>
/// <param name="Program">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Stage">Where the program itself stands.</param>
/// <param name="Parent">The program it belongs to.</param>
/// <param name="Sponsor">Who answers for it.</param>
/// <param name="Department">Which leads it.</param>
/// <param name="Children">Its parts, one level down.</param>
/// <param name="Initiatives">How many initiatives are in it on all levels, without itself.</param>
/// <param name="Budget">
/// Approved over all periods, of those neither rejected, killed nor merged.
/// </param>
/// <param name="Spend">Recorded, of all of them.</param>
/// <param name="Alignment">
/// Mean of the alignment scores of those whose budgets count, weighted by budget; null without.
/// </param>
/// <param name="OutputsPlanned">How many outputs have a planned day.</param>
/// <param name="OutputsDelivered">How many outputs were delivered.</param>
/// <param name="OnTimeShare">Of the planned ones, those delivered when planned.</param>
public sealed record ProgramItem(
    Key Program, string Name, Stage Stage, Key? Parent, string? Sponsor, Key? Department,
    ImmutableArray<Key> Children, int Initiatives, decimal? Budget, decimal? Spend,
    decimal? Alignment, int OutputsPlanned, int OutputsDelivered, decimal? OnTimeShare);

/// <summary>Programs with budget, spend, alignment and outputs of their parts rolled up.</summary>
public sealed record Programs(ImmutableArray<ProgramItem> Items)
    : IView, IListView<Programs, ProgramItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "programs";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public Programs Page(ImmutableArray<ProgramItem> items) => new(items);

    /// <summary>The programs of a book.</summary>
    public static Programs Compute(Book book)
    {
        var rollUp = new RollUp(book);
        return new([.. book.Initiatives.On(book.Day)
            .Where(i => i.KindOn(book.Day) == InitiativeKind.Program).Select(rollUp.Of)]);
    }

    /// <summary>One program rolled up.</summary>
    internal static ProgramItem Compute(Book book, Initiative program) =>
        new RollUp(book).Of(program);

    /// <summary>What is looked up once for all programs of a book.</summary>
    private sealed class RollUp(Book book)
    {
        private readonly StrategicWeights _weights = StrategicWeights.Compute(book);

        private readonly ImmutableSortedDictionary<Key, ImmutableArray<Output>> _outputs =
            OutputCounts.ByInitiative(book);

        private readonly ImmutableSortedDictionary<Key, ImmutableArray<Initiative>> _parts =
            book.Initiatives.On(book.Day).Where(i => i.ParentOn(book.Day) is not null)
                .GroupBy(i => i.ParentOn(book.Day)!.Value)
                .ToImmutableSortedDictionary(g => g.Key, g => g.ToImmutableArray());

        public ProgramItem Of(Initiative program)
        {
            var day = book.Day;
            var all = Within(program).ToImmutableArray();
            decimal? budget = null, spend = null;
            decimal weighed = 0, points = 0;
            foreach (var initiative in all)
            {
                spend = Added(spend, initiative.Spend.On(day));
                if (
                    initiative.StageOn(day).IsFinal()
                    || initiative.BudgetOn(day) is not { } approved
                )
                    continue;
                budget = Added(budget, approved);
                var weight = Math.Max(approved, 0);
                weighed += weight;
                points += weight * Views.Alignment.ScoreOf(initiative, _weights);
            }
            var outputs = OutputCounts.From(
                all.SelectMany(i => _outputs.GetValueOrDefault(i.Key, [])), day);
            return new(program.Key, program.NameOn(book.Day), program.StageOn(day),
                program.ParentOn(day), program.SponsorOn(day), program.DepartmentOn(day),
                [.. _parts.GetValueOrDefault(program.Key, []).Select(i => i.Key)], all.Length - 1,
                budget, spend, weighed > 0 ? points / weighed : null, outputs.Planned,
                outputs.Delivered, outputs.OnTimeShare);
        }

        /// <summary>
        /// The program and its parts on all levels, each once: two revisions that reach back may
        /// make a circle of days that are over.
        /// </summary>
        private IEnumerable<Initiative> Within(Initiative program)
        {
            var open = new Stack<Initiative>([program]);
            var seen = new SortedSet<Key> { program.Key };
            while (open.TryPop(out var next))
            {
                yield return next;
                foreach (var part in _parts.GetValueOrDefault(next.Key, []))
                    if (seen.Add(part.Key))
                        open.Push(part);
            }
        }

        private static decimal? Added(decimal? sum, decimal? amount) =>
            amount is { } known ? (sum ?? 0) + known : sum;
    }
}
