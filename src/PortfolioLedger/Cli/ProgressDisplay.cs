using PortfolioLedger.Imports;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>Shows how far an import is: a bar on a terminal, plain lines elsewhere.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs work that tells its progress.</summary>
    public static Task<T> RunAsync<T>(
        IAnsiConsole console, Func<Action<ImportProgress>, Task<T>> work) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi
            ? BarAsync(console, work)
            : work(Lines(console.Profile.Out.Writer));

    private static Task<T> BarAsync<T>(
        IAnsiConsole console, Func<Action<ImportProgress>, Task<T>> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask? task = null;
                return work(progress =>
                {
                    if (task?.Description != progress.Step)
                    {
                        task?.StopTask();
                        task = context.AddTask(progress.Step);
                    }
                    task.MaxValue = progress.Total;
                    task.Value = progress.Done;
                });
            });

    /// <summary>A line at each tenth of a step.</summary>
    private static Action<ImportProgress> Lines(TextWriter writer)
    {
        var (step, tenth) = ("", 0L);
        return progress =>
        {
            var now = progress.Total == 0 ? 10 : progress.Done * 10 / progress.Total;
            if (progress.Step == step && now == tenth)
                return;
            (step, tenth) = (progress.Step, now);
            writer.WriteLine($"{step} {now * 10} %");
        };
    }
}
