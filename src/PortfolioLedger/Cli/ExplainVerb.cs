using System.Globalization;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>Shows why a rank changed, for people to read.</summary>
internal sealed class ExplainVerb(ViewEngine engine, IAuditTrail trail)
{
    /// <summary>Runs the explanation and answers with the exit code.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        ViewFlags question,
        IAnsiConsole output,
        TextWriter errors,
        CancellationToken cancel
    ) => ReadFaults.RunAsync(question.Verb, errors, async () =>
        {
            var asked = await question.ResolveAsync(engine, cancel);
            var answer = (await engine.AnswerAsync(asked, cancel)).OrProblem();
            await trail.LogAsync(asked, question, VerbLog.Table, answer.Digest, null, cancel);
            var explained = (RankingExplanation)answer.Computed.View;
            output.WriteLine(
                $"{explained.Name}, from position {explained.FromPosition} on {explained.FromDay:O}"
                    + $" to position {explained.ToPosition} on {explained.ToDay:O}"
            );
            output.WriteLine(explained.Summary);
            if (!explained.Causes.IsEmpty)
                output.Write(TableOf(explained));
            if (explained.OrderFreeNote is { } note)
                output.WriteLine(note);
            output.WriteDigest(answer);
            if (await engine.NoteAsync(asked, cancel) is { } unknown)
                await errors.WriteLineAsync(unknown);
            return Verbs.Ok;
        });

    private static Table TableOf(RankingExplanation explained)
    {
        var orderFree = explained.Causes.Any(c => c.OrderFreeChange is not null);
        var table = new Table { Border = TableBorder.Simple, ShowFooters = true };
        table.AddColumn(Right("position", "change"));
        table.AddColumn(new TableColumn("effective"));
        table.AddColumn(new TableColumn("what"));
        table.AddColumn(new TableColumn("by"));
        table.AddColumn(Right("score", Number(explained.ScoreChange)));
        if (orderFree)
            table.AddColumn(Right("order-free", Number(explained.ScoreChange)));
        table.AddColumn(Right("rank", Number(explained.RankChange)));
        foreach (var c in explained.Causes)
        {
            List<string?> cells =
            [
                $"{c.Position}",
                $"{c.EffectiveOn:O}",
                c.Sentence + Mark(c),
                c.Actor,
                Number(c.ScoreChange),
            ];
            if (orderFree)
                cells.Add(Number(c.OrderFreeChange));
            cells.Add(Number(c.RankChange));
            table.AddRow(cells.Select(cell => new Text(cell ?? "")));
        }
        return table;
    }

    private static string Mark(RankCause c) => c.CameIntoEffect ? " (its day came)"
        : c.Correction ? " (reaches back)" : "";

    private static TableColumn Right(string name, string sum) => new(name)
    {
        Alignment = Justify.Right,
        Footer = new Text(sum),
    };

    private static string Number(decimal? number) =>
        number?.ToString("+0.###############;-0.###############;0", CultureInfo.InvariantCulture)
        ?? "";
}
