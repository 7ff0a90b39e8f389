using System.Reflection;
using JasperFx.CommandLine;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Querying;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>
/// The ledger's own verbs. They write data to standard output and nothing else; the store's own
/// (<c>db-apply</c>, <c>describe</c>, …) are found by the framework, which talks while it looks.
/// </summary>
internal static class Verbs
{
    /// <summary>The ledger's own verbs.</summary>
    internal static readonly Type[] Own =
    [
        typeof(ImportCommand),
        typeof(ImportsCommand),
        typeof(EraseCommand),
        typeof(DemoCommand),
        typeof(ExportCommand),
        typeof(ReplayCommand),
        typeof(CompareCommand),
        typeof(ExplainCommand),
        typeof(WhatIfCommand),
        typeof(OptimiseCommand),
        typeof(FrontierCommand),
        typeof(ReportCommand),
        typeof(EvidenceCommand),
        typeof(VerifyCommand),
        typeof(LogCommand),
        typeof(TokenCommand),
        typeof(DoctorCommand),
        typeof(RebuildCommand),
        typeof(MoveCommand),
    ];

    /// <summary>Who records something from the command line.</summary>
    public static readonly Caller Caller = new(new("command-line", Role.Administrator));

    /// <summary>It ran to the end.</summary>
    public const int Ok = 0;

    /// <summary>It could not be done.</summary>
    public const int Failed = 1;

    /// <summary>Wrong arguments.</summary>
    public const int Usage = 2;

    /// <summary>What is stored contradicts itself.</summary>
    public const int Violation = 3;

    /// <summary>Whether the first argument names one of the ledger's own verbs.</summary>
    public static bool IsOwn(string? verb) =>
        Own.Any(type => CommandFactory.CommandNameFor(type) == verb);

    /// <summary>Whether a verb has a flag, <c>as-of</c>.</summary>
    public static bool HasFlag(string verb, string flag) =>
        FlagsOf(Own.Single(type => CommandFactory.CommandNameFor(type) == verb))
            .Any(f => f.LongAlias == flag);

    /// <summary>The flags of a verb.</summary>
    internal static IEnumerable<FlagAliasAttribute> FlagsOf(Type verb) =>
        InputOf(verb).GetProperties()
            .Select(p => p.GetCustomAttribute<FlagAliasAttribute>()).OfType<FlagAliasAttribute>();

    /// <summary>The portfolio that a verb is about, as it was given; null for others.</summary>
    public static string? PortfolioOf(object? input) =>
        input?.GetType().GetProperty("PortfolioFlag")?.GetValue(input) as string;

    /// <summary>The type of a verb's arguments.</summary>
    internal static Type InputOf(Type verb) =>
        verb.GetMethod("Execute")!.GetParameters()[0].ParameterType;

    /// <summary>
    /// What was given to one of the ledger's own verbs, each flag once; a
    /// <see cref="FormatException"/> names one that takes a single value and was repeated.
    /// </summary>
    public static string[] WithFlagsMerged(string[] args) => RepeatedFlags.Merged(
        InputOf(Own.Single(type => CommandFactory.CommandNameFor(type) == args[0])), args);

    /// <summary>
    /// The arguments of one of the ledger's own verbs; null when they are not right, and then
    /// standard output has said why, and how the verb is used.
    /// </summary>
    public static async Task<object?> ReadAsync(string[] args)
    {
        var factory = new CommandFactory(
            new Creator(new ServiceCollection().BuildServiceProvider()));
        foreach (var type in Own)
            factory.RegisterCommand(type);
        var run = factory.BuildRun(args);
        if (Own.Contains(run.Command.GetType()))
            return run.Input;
        await run.Execute();
        return null;
    }

    /// <summary>
    /// Runs one of the ledger's own verbs: 0 ok, 1 failed, 2 usage, 3 integrity violation.
    /// </summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args)
    {
        var executor = CommandExecutor.For(factory =>
        {
            foreach (var type in Own)
                factory.RegisterCommand(type);
        }, new Creator(services));
        if (VerbHelp.IsAskedOf(args))
        {
            await executor.ExecuteAsync(["help", args[0]]);
            return Ok;
        }
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

    /// <summary>
    /// Runs a verb that reads about one portfolio; how far a long fold has come is shown on
    /// standard error.
    /// </summary>
    /// <param name="services">What the application consists of.</param>
    /// <param name="verb">What faults are said in the name of.</param>
    /// <param name="portfolio">The key that was given.</param>
    /// <param name="work">Answers with the exit code.</param>
    public static Task<bool> ReadAsync(IServiceProvider services, string verb, string portfolio,
        Func<CancellationToken, Task<int>> work) =>
        RunAsync(async cancel =>
        {
            await services.GetRequiredService<SchemaStart>().EnsureAsync(cancel);
            var all = await services.GetRequiredService<BookKeeper>().PortfoliosAsync(cancel);
            if (all.All(p => p.Portfolio.Value != portfolio))
            {
                await Console.Error.WriteLineAsync(
                    $"{verb}: "
                        + (
                            portfolio.Length == 0
                                ? "--portfolio is required"
                                : $"There is no portfolio '{portfolio}'"
                        )
                        + (
                            all.IsEmpty
                                ? "; there is none yet."
                                : $"; there are {Texts.Listed(all.Select(p => p.Portfolio.Value))}."
                        )
                );
                return portfolio.Length == 0 ? Usage : Failed;
            }
            using var bar = new ReplayProgressBar(Screen.Errors());
            services.GetRequiredService<BookKeeper>().Progress = bar;
            return await work(cancel);
        });

    /// <summary>
    /// The digest of a table between two times. The book it was asked of is part of it, so how to
    /// ask again is said as well.
    /// </summary>
    public static void WriteDigest(this IAnsiConsole output, ViewResult answer)
    {
        var echo = answer.Echo;
        if (answer.Computed.View is IComparisonView)
            output.WriteLine($"as of position {echo.Position}; the same digest again: "
                + $"--as-of-position {echo.Position} --effective-on {echo.EffectiveOn:O}");
        output.WriteLine($"digest {answer.Digest}");
    }

    private sealed class Creator(IServiceProvider services) : ICommandCreator
    {
        public IJasperFxCommand CreateCommand(Type commandType) =>
            (IJasperFxCommand)ActivatorUtilities.CreateInstance(services, commandType);

        public object CreateModel(Type modelType) => Activator.CreateInstance(modelType)!;
    }
}
