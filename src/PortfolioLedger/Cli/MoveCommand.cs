using JasperFx.CommandLine;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Databases;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>move</c>.</summary>
public sealed class MoveInput
{
    [Description("The portfolio to move")]
    public string Portfolio { get; set; } = "";

    [Description("The name of the database it goes to, home or one of Databases__")]
    public string To { get; set; } = "";
}

/// <summary>Moves a portfolio to another database of the ledger.</summary>
[Description("Move a portfolio to another database, as it is", Name = "move")]
public sealed class MoveCommand(IServiceProvider services) : JasperFxAsyncCommand<MoveInput>
{
    public override Task<bool> Execute(MoveInput input) => Verbs.RunAsync(async cancel =>
    {
        if (!Key.TryParse(input.Portfolio, out var portfolio))
            return await FailAsync(
                Verbs.Usage, $"'{input.Portfolio}' is no key of a portfolio; a key is {Key.Form}.");
        if (services.GetService<DatabaseSettings>() is not { } settings)
            return await FailAsync(Verbs.Usage,
                "there is one database only. Databases__<name>__Ledger names others.");
        await services.GetRequiredService<SchemaStart>().EnsureAsync(cancel);
        var move = new PortfolioMove(
            services.GetRequiredService<LedgerConnections>(), settings, new Lines());
        try
        {
            await move.RunAsync(portfolio, input.To, cancel);
        }
        catch (Exception fault) when (fault is MoveRefusedException or EmbeddedServerException
            or InvalidDataException)
        {
            return await FailAsync(Verbs.Failed, fault.Message);
        }
        Console.WriteLine($"{portfolio} is in the database {input.To} now.");
        return Verbs.Ok;
    });

    private static async Task<int> FailAsync(int code, string why)
    {
        await Console.Error.WriteLineAsync($"move: {why}");
        return code;
    }

    /// <summary>A line for each table that has rows, on standard error.</summary>
    private sealed class Lines : IProgress<Moved>
    {
        public void Report(Moved value)
        {
            if (value.Rows > 0)
                Console.Error.WriteLine($"{value.Rows,12:N0}  {value.Table}");
        }
    }
}
