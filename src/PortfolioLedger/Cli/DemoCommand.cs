using JasperFx.CommandLine;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Demo;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Setup;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>demo</c>.</summary>
public sealed class DemoInput
{
    /// <summary>Under which key.</summary>
    [Description("The key of the new portfolio; 'demo' if none is given")]
    [FlagAlias("portfolio", 'p')]
    public string PortfolioFlag { get; set; } = "demo";
}

/// <summary>Tells the invented history once more.</summary>
[Description("Record the invented demo history in a new portfolio", Name = "demo")]
public sealed class DemoCommand(IServiceProvider services) : JasperFxAsyncCommand<DemoInput>
{
    private const int Failed = 1;

    public override async Task<bool> Execute(DemoInput input)
    {
        if (!Key.TryParse(input.PortfolioFlag, out var portfolio))
            return await FaultAsync(
                $"'{input.PortfolioFlag}' is no portfolio key: it must be {Key.Form}."
            );
        await services.GetRequiredService<SchemaStart>().StartAsync(default);
        Environment.ExitCode = Failed;
        try
        {
            return await services
                .GetRequiredService<DemoPortfolio>()
                .RecordAsync(portfolio, default) switch
            {
                DemoOutcome.Recorded => await RecordedAsync(portfolio),
                DemoOutcome.PortfolioExists => await FaultAsync(
                    $"there is a portfolio '{portfolio}' already; nothing was written. Choose "
                        + "another key with --portfolio."
                ),
                _ => await FaultAsync(
                    $"another import into '{portfolio}' is running; try again when it has ended."
                ),
            };
        }
        catch (DemoException fault)
        {
            return await FaultAsync(fault.Message);
        }
    }

    private async Task<bool> RecordedAsync(Key portfolio)
    {
        var position = await services
            .GetRequiredService<BookKeeper>()
            .LastPositionAsync(portfolio, default);
        await Console.Out.WriteLineAsync(
            $"{DemoStory.Name}: {position} events in the portfolio '{portfolio}'."
        );
        Environment.ExitCode = 0;
        return true;
    }

    private static async Task<bool> FaultAsync(string message)
    {
        await Console.Error.WriteLineAsync($"demo: {message}");
        return false;
    }
}
