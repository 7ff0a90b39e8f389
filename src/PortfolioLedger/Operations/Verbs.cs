using JasperFx.CommandLine;
using Spectre.Console;

namespace PortfolioLedger.Operations;

/// <summary>
/// The ledger's own verbs. They write data to standard output and nothing else; the store's own
/// (<c>db-apply</c>, <c>describe</c>, …) are found by the framework, which talks while it looks.
/// </summary>
internal static class Verbs
{
    private static readonly Type[] Own = [typeof(ImportCommand), typeof(ExportCommand), typeof(ReplayCommand),
        typeof(DoctorCommand)];

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

    /// <summary>Standard output for tables; nothing is wrapped where nobody looks at a screen.</summary>
    public static IAnsiConsole Output()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 1_000;
        return console;
    }

    private sealed class Creator(IServiceProvider services) : ICommandCreator
    {
        public IJasperFxCommand CreateCommand(Type commandType) =>
            (IJasperFxCommand)ActivatorUtilities.CreateInstance(services, commandType);

        public object CreateModel(Type modelType) => Activator.CreateInstance(modelType)!;
    }
}
