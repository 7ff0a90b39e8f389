using JasperFx.CommandLine;
using PortfolioLedger.Api;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling;
using Spectre.Console;

namespace PortfolioLedger.Operations;

/// <summary>
/// The ledger's own verbs. They write data to standard output and nothing else; the store's own
/// (<c>db-apply</c>, <c>describe</c>, …) are found by the framework, which talks while it looks.
/// </summary>
internal static class Verbs
{
    /// <summary>The ledger's own verbs.</summary>
    internal static readonly Type[] Own = [typeof(ImportCommand), typeof(DemoCommand),
        typeof(ExportCommand), typeof(ReplayCommand), typeof(CompareCommand), typeof(ExplainCommand),
        typeof(WhatIfCommand), typeof(OptimiseCommand), typeof(ReportCommand), typeof(DoctorCommand),
        typeof(RebuildCommand)];

    /// <summary>It ran to the end.</summary>
    public const int Ok = 0;

    /// <summary>It could not be done.</summary>
    public const int Failed = 1;

    /// <summary>Wrong arguments.</summary>
    public const int Usage = 2;

    /// <summary>What is stored contradicts itself.</summary>
    public const int Violation = 3;

    /// <summary>Whether the first argument names one of the ledger's own verbs.</summary>
    public static bool IsOwn(string? verb) => Own.Any(type => CommandFactory.CommandNameFor(type) == verb);

    /// <summary>Whether the first argument asks what there is.</summary>
    public static bool AsksForHelp(string[] args) => args is ["--help" or "-h" or "-?", ..];

    /// <summary>What there is; needs no database.</summary>
    public const string Help = """
        Portfolio Ledger: a server, and a tool on the same ledger.

          run                                  the server; also without any verb
          import <preset|mapping.json> <file> --portfolio <key> [--dry-run] [--strict] [--json]
                                               a history or lists (CSV, XLSX), as claims of their source
          import template <preset|mapping.json> [--format csv|xlsx] [--list <list>]
                                               a file to fill in
          demo [--portfolio <key>]             the invented demo portfolio, once more
          export --portfolio <key> --view <view> [--format json|csv|ndjson|xlsx] [--json] [--output <file>]
                                               the same bytes as the API
          replay --portfolio <key> --view <view> --as-of <day|instant> [--json]
                                               a view as it was known then, with its digest
          compare --portfolio <key> --from <when> [--to <when>] [--view ranking|alignment|...] [--json]
                                               two times side by side
          explain --portfolio <key> --initiative <key> --from <when> [--to <when>] [--json]
                                               why its rank changed, decision by decision
          report run <key> --portfolio <key> [--format json|csv|ndjson|xlsx] [--out <file>]
                                               a saved report, made now and kept
          report list --portfolio <key> [--json]
                                               the saved reports
          what-if --portfolio <key> [--without <positions>] [--model <key>] [--weights <id=w,...>]
                  [--budget <amount>] [--commands <file.json>] [--as-of-position <n>] [--json]
                                               the ranking as it would be; records nothing
          optimise --portfolio <key> --objective score|ecv|alignment [--budget <amount>]
                  [--fte <department=n,...>] [--must-include <keys>] [--question <file.json>] [--json]
                                               the best set of initiatives, with proof
          doctor [--json]                      looks for what does not fit together
          rebuild-read-models                  the read models anew, while the old ones are read
          help                                 these and the store's own: db-apply, describe, ...

        Configuration, as environment variables:
          ASPNETCORE_URLS                      where to listen; http://127.0.0.1:5080 if unset
          Ledger__DataDirectory                where the embedded PostgreSQL keeps its data
          ConnectionStrings__Ledger            a PostgreSQL server to use instead
        """;

    /// <summary>Runs one of the ledger's own verbs: 0 ok, 1 failed, 2 usage, 3 integrity violation.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
        var executor = CommandExecutor.For(factory =>
        {
            foreach (var type in Own)
                factory.RegisterCommand(type);
        }, new Creator(services));
        Environment.ExitCode = Usage;
        var code = await executor.ExecuteAsync(args);
        return code == 0 ? 0 : Environment.ExitCode;
    }

    /// <summary>Runs the work of a verb until it ends or Ctrl+C is pressed.</summary>
    public static async Task<bool> RunAsync(Func<CancellationToken, Task<int>> work)
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler press = (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += press;
        try
        {
            return (Environment.ExitCode = await work(stop.Token)) == Ok;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Environment.ExitCode = Failed;
            return false;
        }
        finally
        {
            Console.CancelKeyPress -= press;
        }
    }

    /// <summary>Runs a verb that reads; how far a long fold has come is shown on standard error.</summary>
    public static Task<bool> ReadAsync(
        IServiceProvider services, Func<CancellationToken, Task<int>> work) =>
        RunAsync(async cancel =>
        {
            await services.GetRequiredService<SchemaStart>().StartAsync(cancel);
            using var bar = new FoldBar(Errors());
            services.GetRequiredService<BookKeeper>().Progress = bar;
            return await work(cancel);
        });

    /// <summary>Standard error for bars.</summary>
    public static IAnsiConsole Errors() =>
        AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Standard output for tables; nothing is wrapped where nobody looks at a screen.</summary>
    public static IAnsiConsole Output()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 1_000;
        return console;
    }

    /// <summary>
    /// The digest of a table between two times. The book it was asked of is part of it, so how to ask
    /// again is said as well.
    /// </summary>
    public static void WriteDigest(this IAnsiConsole output, AskedPage asked, ComputedView view)
    {
        var echo = asked.When.Echo;
        if (view.View is IBetween)
            output.WriteLine($"as of position {echo.Position}; the same digest again: "
                + $"--as-of-position {echo.Position} --effective-on {echo.EffectiveOn:O}");
        output.WriteLine($"digest {view.Digest}");
    }

    private sealed class Creator(IServiceProvider services) : ICommandCreator
    {
        public IJasperFxCommand CreateCommand(Type commandType) =>
            (IJasperFxCommand)ActivatorUtilities.CreateInstance(services, commandType);

        public object CreateModel(Type modelType) => Activator.CreateInstance(modelType)!;
    }
}
