using JasperFx.CommandLine;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Projections;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>The arguments of <c>rebuild-read-models</c>: there are none.</summary>
public sealed class RebuildInput;

/// <summary>Builds the read models again from the journal, while the old ones are read.</summary>
[Description("Build the read models again from the journal", Name = "rebuild-read-models")]
public sealed class RebuildCommand(IServiceProvider services) : JasperFxAsyncCommand<RebuildInput>
{
    public override async Task<bool> Execute(RebuildInput input)
    {
        Environment.ExitCode = 1;
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        await services.GetRequiredService<SchemaStart>().StartAsync(stop.Token);
        var errors = Screen.Errors();
        var version = 0;
        await errors.Progress().StartAsync(async display =>
            version = await services.GetRequiredService<Rebuild>()
                .RunAsync(new Bars(display), stop.Token));
        Console.WriteLine($"The read models are rebuilt; build {version} is read from now on.");
        Environment.ExitCode = 0;
        return true;
    }

    /// <summary>A bar for each portfolio.</summary>
    private sealed class Bars(ProgressContext display) : IProgress<Rebuilt>
    {
        private readonly Dictionary<string, ProgressTask> _bars = [];

        public void Report(Rebuilt value)
        {
            var name = value.Portfolio.Value;
            if (!_bars.TryGetValue(name, out var bar))
                _bars[name] = bar = display.AddTask(Markup.Escape(name));
            bar.MaxValue = value.Last;
            bar.Value = value.Position;
        }
    }
}
