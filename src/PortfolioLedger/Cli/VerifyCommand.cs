using JasperFx.CommandLine;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>verify</c>.</summary>
public sealed class VerifyInput
{
    /// <summary>Of which portfolio; all if absent.</summary>
    [Description("The key of the portfolio; all of them if absent")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>What somebody kept.</summary>
    [Description("A signed checkpoint that was kept outside the ledger")]
    [FlagAlias("checkpoint")]
    public string CheckpointFlag { get; set; } = "";

    /// <summary>What somebody kept.</summary>
    [Description("A receipt that was kept, as JSON; of --portfolio")]
    [FlagAlias("receipt")]
    public string ReceiptFlag { get; set; } = "";

    /// <summary>Who must have signed.</summary>
    [Description("The public key of the log as you know it (vkey), or a file with it")]
    [FlagAlias("key")]
    public string KeyFlag { get; set; } = "";

    /// <summary>For programs.</summary>
    [Description("As JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Verifies the journals of the database.</summary>
[Description("Verify every event against everything that was signed", Name = "verify")]
public sealed class VerifyCommand(IServiceProvider services) : JasperFxAsyncCommand<VerifyInput>
{
    public override Task<bool> Execute(VerifyInput input) => Verbs.RunAsync(async cancel =>
    {
        await services.GetRequiredService<SchemaStart>().EnsureAsync(cancel);
        return await services.GetRequiredService<VerifyVerb>().RunAsync(
            input, Console.Out, Console.Error, cancel);
    });
}

/// <summary>What stands behind <c>verify</c> on the command line.</summary>
internal sealed class VerifyVerb(LogExamination examination)
{
    /// <summary>Verifies, and says what is wrong first.</summary>
    public async Task<int> RunAsync(
        VerifyInput input, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        HeldEvidence held;
        try
        {
            held = Held(input);
        }
        catch (FormatException fault)
        {
            await errors.WriteLineAsync($"verify: {fault.Message}");
            return Verbs.Usage;
        }
        var all = await examination.RunAsync(
            input.PortfolioFlag.Length > 0 ? input.PortfolioFlag : null, held,
            (portfolio, at) => errors.WriteLine($"{portfolio} {at:N0}"), cancel);
        if (input.JsonFlag)
            await output.WriteLineAsync(ReportJson.Of(all));
        else
            foreach (var one in all)
                await WriteAsync(one, output);
        await output.FlushAsync(cancel);
        return all.All(one => one.Faults.IsEmpty) ? Verbs.Ok : Verbs.Violation;
    }

    private static HeldEvidence Held(VerifyInput input)
    {
        if (input.ReceiptFlag.Length > 0 && input.PortfolioFlag.Length == 0)
            throw new FormatException("--receipt needs --portfolio: a receipt names none.");
        var keys = input.KeyFlag.Length > 0 ? HeldEvidenceFiles.Keys(input.KeyFlag) : [];
        return new(keys,
            input.CheckpointFlag.Length > 0
                ? [HeldEvidenceFiles.Checkpoint(input.CheckpointFlag, keys)] : [],
            input.ReceiptFlag.Length > 0
                ? [.. HeldEvidenceFiles.Receipt(input.PortfolioFlag, input.ReceiptFlag)] : []);
    }

    private static async Task WriteAsync(VerifiedLog one, TextWriter output)
    {
        if (one.Faults.IsEmpty)
            await output.WriteLineAsync(
                $"{one.Portfolio}: {one.Events:N0} events, {one.Signed:N0} of them signed in epoch "
                + $"{one.Epoch}; {one.Checkpoints:N0} checkpoints hold.");
        else
            await output.WriteLineAsync(
                $"{one.Portfolio}: NOT what was signed"
                + (one.FirstBadEvent is { } first ? $", from position {first} on." : "."));
        foreach (var fault in one.Faults.Take(20))
            await output.WriteLineAsync(fault.Position is { } at
                ? $"  position {at}: {fault.Detail}" : $"  {fault.Detail}");
        if (one.Faults.Length > 20)
            await output.WriteLineAsync($"  … and {one.Faults.Length - 20:N0} more (--json)");
        foreach (var note in one.Notes)
            await output.WriteLineAsync($"  {note}");
    }
}
