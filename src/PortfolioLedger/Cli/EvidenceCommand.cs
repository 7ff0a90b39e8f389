using System.Globalization;
using JasperFx.CommandLine;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Files;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>evidence</c>.</summary>
public sealed class EvidenceInput
{
    /// <summary>Of which portfolio.</summary>
    [Description("The key of the portfolio")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>Which events.</summary>
    [Description("The first position; 1 if absent")]
    [FlagAlias("from")]
    public string FromFlag { get; set; } = "";

    /// <summary>Which events.</summary>
    [Description("The last position; everything that is signed if absent")]
    [FlagAlias("to")]
    public string ToFlag { get; set; } = "";

    /// <summary>Which events.</summary>
    [Description("Only the events of this governance decision")]
    [FlagAlias("decision")]
    public string DecisionFlag { get; set; } = "";

    /// <summary>Where to.</summary>
    [Description("A file; standard output if absent")]
    [FlagAlias("output", 'o')]
    public string OutputFlag { get; set; } = "";
}

/// <summary>Writes an evidence bundle.</summary>
[Description("Write events with what proves them, byte for byte as the API", Name = "evidence")]
public sealed class EvidenceCommand(IServiceProvider services)
    : JasperFxAsyncCommand<EvidenceInput>
{
    public override Task<bool> Execute(EvidenceInput input) => Verbs.ReadAsync(
        services, "evidence", input.PortfolioFlag, async cancel =>
    {
        if (input.OutputFlag.Length == 0 && !Console.IsOutputRedirected)
        {
            await Console.Error.WriteLineAsync(
                "evidence: an archive needs a file: --output <file>.");
            return Verbs.Usage;
        }
        await using var output = Console.OpenStandardOutput();
        return await services.GetRequiredService<EvidenceVerb>().RunAsync(
            input, output, Console.Error, cancel);
    });
}

/// <summary>What stands behind <c>evidence</c> on the command line.</summary>
internal sealed class EvidenceVerb(
    BookKeeper keeper, EvidenceExport evidence, IAuditTrail trail)
{
    /// <summary>Writes the bundle.</summary>
    public Task<int> RunAsync(
        EvidenceInput input, Stream output, TextWriter errors, CancellationToken cancel) =>
        ReadFaults.RunAsync("evidence", errors, async () =>
        {
            if (!TryPosition(input.FromFlag, out var from)
                || !TryPosition(input.ToFlag, out var to)
                || (input.DecisionFlag.Length > 0 && !Key.TryParse(input.DecisionFlag, out _)))
            {
                await errors.WriteLineAsync(
                    "evidence: --from and --to are positions, digits only; --decision is a key.");
                return Verbs.Usage;
            }
            var head = await keeper.FreshHeadAsync(Key.Parse(input.PortfolioFlag), cancel);
            var plan = await evidence.PlanAsync(head!, new(from, to,
                input.DecisionFlag.Length > 0 ? Key.Parse(input.DecisionFlag) : null), cancel);
            await trail.LogExportAsync(plan.Portfolio, CommandLineActor.Current,
                new("evidence", "zip") { Position = plan.Range.To }, cancel);
            if (input.OutputFlag.Length == 0)
                await evidence.WriteAsync(head!, plan, output, cancel);
            else
                await AtomicFile.WriteAsync(input.OutputFlag,
                    stream => evidence.WriteAsync(head!, plan, stream, cancel));
            await errors.WriteLineAsync(
                $"evidence: positions {plan.Range.From} to {plan.Range.To}, proven at size "
                + $"{plan.Checkpoint.Size}. Verify with: ledger-verify log <file> --key "
                + $"'{plan.Key}'");
            return Verbs.Ok;
        });

    private static bool TryPosition(string text, out long? position)
    {
        position = null;
        if (text.Length == 0)
            return true;
        if (!long.TryParse(
            text, NumberStyles.None, CultureInfo.InvariantCulture, out var given))
            return false;
        position = given;
        return true;
    }
}
