using JasperFx.CommandLine;

namespace PortfolioLedger.Operations;

/// <summary>
/// The ledger's own verbs. They write data to standard output and nothing else; the store's own
/// (<c>db-apply</c>, <c>describe</c>, …) are found by the framework, which talks while it looks.
/// </summary>
internal static class Verbs
{
    private static readonly Type[] Own = [typeof(ImportCommand), typeof(RebuildCommand)];

    /// <summary>Wrong arguments.</summary>
    private const int Usage = 2;

    /// <summary>Whether the first argument names one of the ledger's own verbs.</summary>
    public static bool IsOwn(string? verb) => Own.Any(type => CommandFactory.CommandNameFor(type) == verb);

    /// <summary>Runs one of the ledger's own verbs: 0 ok, 1 failed, 2 usage.</summary>
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

    private sealed class Creator(IServiceProvider services) : ICommandCreator
    {
        public IJasperFxCommand CreateCommand(Type commandType) =>
            (IJasperFxCommand)ActivatorUtilities.CreateInstance(services, commandType);

        public object CreateModel(Type modelType) => Activator.CreateInstance(modelType)!;
    }
}
