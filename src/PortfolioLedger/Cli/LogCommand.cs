using JasperFx.CommandLine;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Databases;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Journaling.Writing;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>log</c>.</summary>
public sealed class LogInput
{
    /// <summary>What to do.</summary>
    [Description("status, acknowledge-restore, rotate-key or retire-key")]
    public string Action { get; set; } = "";

    /// <summary>Of which portfolio.</summary>
    [Description("The key of the portfolio")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "";

    /// <summary>Why.</summary>
    [Description("Why, at least ten characters")]
    [FlagAlias("reason", 'r')]
    public string ReasonFlag { get; set; } = "";

    /// <summary>For programs.</summary>
    [Description("As JSON")]
    [FlagAlias("json", 'j')]
    public bool JsonFlag { get; set; }
}

/// <summary>Looks after the audit log.</summary>
[Description("Look after the audit log: its state, restores, its key", Name = "log")]
public sealed class LogCommand(IServiceProvider services) : JasperFxAsyncCommand<LogInput>
{
    public override Task<bool> Execute(LogInput input) => Verbs.RunAsync(async cancel =>
    {
        await services.GetRequiredService<SchemaStart>().EnsureAsync(cancel);
        return await services.GetRequiredService<LogVerb>().RunAsync(
            input, Console.Out, Console.Error, cancel);
    });
}

/// <summary>What stands behind <c>log</c> on the command line.</summary>
internal sealed class LogVerb(
    LogKeys keys, LogAnswers answers, KeyRotation rotation, BookKeeper keeper, Journal journal,
    IConfiguration configuration, LedgerDatabases? databases = null)
{
    /// <summary>Does it, and answers with the exit code.</summary>
    public async Task<int> RunAsync(
        LogInput input, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (input.Action is "acknowledge-restore" or "rotate-key"
            && input.ReasonFlag.Trim().Length < Grounds.MinRationaleLength)
        {
            await errors.WriteLineAsync(
                $"log: say why: --reason \"<at least {Grounds.MinRationaleLength} characters>\".");
            return Verbs.Usage;
        }
        try
        {
            return input.Action switch
            {
                "status" => await StatusAsync(input.JsonFlag, output, cancel),
                "acknowledge-restore" => await AcknowledgeAsync(input, output, errors, cancel),
                "rotate-key" => await RotateAsync(input, output, errors, cancel),
                "retire-key" => await RetireAsync(output, cancel),
                _ => await UnknownAsync(input.Action, errors),
            };
        }
        catch (LogKeyException fault)
        {
            await errors.WriteLineAsync($"log: {fault.Message}");
            return Verbs.Failed;
        }
    }

    private async Task<int> StatusAsync(bool json, TextWriter output, CancellationToken cancel)
    {
        var logs = new List<LogStatus>();
        foreach (var portfolio in await keeper.PortfoliosAsync(cancel))
        {
            var head = await keeper.FreshHeadAsync(portfolio.Portfolio, cancel);
            var signed = await answers.NewestAsync(portfolio.Portfolio, cancel);
            var halt = await answers.HaltAsync(portfolio.Portfolio, head?.Epoch ?? 1, cancel);
            logs.Add(new(portfolio.Portfolio, portfolio.Position, signed?.Size ?? 0,
                head?.Epoch ?? 1, signed?.SignedAt, halt?.Detail));
        }
        if (json)
        {
            await output.WriteLineAsync(ReportJson.Of(logs));
            return Verbs.Ok;
        }
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Portfolio", "Events", "Signed", "Epoch", "At", "");
        foreach (var log in logs)
            table.AddRow(log.Portfolio.Value, $"{log.Position}", $"{log.Signed}", $"{log.Epoch}",
                log.SignedAt is { } at ? $"{at.UtcDateTime:u}" : "never",
                Markup.Escape(log.ReadOnly is { } why ? $"read-only: {why}" : ""));
        Screen.Over(output).Write(table);
        return Verbs.Ok;
    }

    private async Task<int> AcknowledgeAsync(
        LogInput input, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (!Key.TryParse(input.PortfolioFlag, out var portfolio)
            || await keeper.FreshHeadAsync(portfolio, cancel) is not { } head)
        {
            await errors.WriteLineAsync($"log: There is no portfolio '{input.PortfolioFlag}'.");
            return input.PortfolioFlag.Length == 0 ? Verbs.Usage : Verbs.Failed;
        }
        var halt = await answers.HaltAsync(portfolio, head.Epoch, cancel);
        var answer = await journal.Submit(
            new(portfolio, [LogHalt.Acknowledge(halt, new(input.ReasonFlag))], Verbs.Caller),
            cancel);
        if (answer is not Answer.Receipt receipt)
        {
            await errors.WriteLineAsync($"log: {KeyRotation.Why(answer)}");
            return Verbs.Failed;
        }
        await output.WriteLineAsync(
            $"Acknowledged at position {receipt.Events[0].Position}; what was signed from position "
            + $"{halt!.LostFrom} on counts as lost or altered. Recording goes on.");
        return Verbs.Ok;
    }

    private async Task<int> RotateAsync(
        LogInput input, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (databases is null && DatabaseSettings.Read(configuration) is not null)
            throw new LogKeyException("The key is that of all portfolios: without --portfolio.");
        var others = databases is null ? [] : await OthersAsync(databases, cancel);
        try
        {
            var rotated = await rotation.RunAsync(
                new(input.ReasonFlag),
                others.Select(o => o.Services.GetRequiredService<KeyRotation>()), Verbs.Caller,
                cancel);
            foreach (var key in rotated)
                await output.WriteLineAsync(
                    $"The key {key.Current} signs now, and {key.Former} beside it, if its file was "
                    + "there. Publish the new one (GET log/key), then retire the former: log "
                    + "retire-key.");
            foreach (var one in rotated.SelectMany(key => key.Unrecorded))
                await errors.WriteLineAsync($"log: not recorded in {one}");
            return rotated.All(key => key.Unrecorded.IsEmpty) ? Verbs.Ok : Verbs.Failed;
        }
        finally
        {
            foreach (var other in others)
                await other.DisposeAsync();
        }
    }

    /// <summary>All of them: each has portfolios that must learn of the key.</summary>
    private static async Task<IReadOnlyList<WebApplication>> OthersAsync(
        LedgerDatabases databases, CancellationToken cancel)
    {
        try
        {
            return await databases.MakeAllAsync(cancel);
        }
        catch (EmbeddedServerException away)
        {
            throw new LogKeyException(
                $"The key is changed in all databases or in none, and one cannot be used: "
                + away.Message);
        }
    }

    private async Task<int> RetireAsync(TextWriter output, CancellationToken cancel)
    {
        var retired = await keys.RetireAsync(cancel);
        await output.WriteLineAsync(retired switch
        {
            0 => "There is one key only; nothing to retire.",
            1 => "The former key signs no more.",
            _ => $"The {retired} former keys sign no more.",
        });
        return Verbs.Ok;
    }

    private static async Task<int> UnknownAsync(string action, TextWriter errors)
    {
        await errors.WriteLineAsync($"log: '{action}' is none of status, acknowledge-restore, "
            + "rotate-key and retire-key.");
        return Verbs.Usage;
    }

    private sealed record LogStatus(
        Key Portfolio, long Position, long Signed, int Epoch, DateTimeOffset? SignedAt,
        string? ReadOnly);
}
